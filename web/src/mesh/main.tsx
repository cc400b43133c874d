/** The mesh, live. */

import '../shared/base.css';
import './view/page.css';
import './view/pictures.css';
import './view/lists.css';
import { draw } from '../shared/root';
import { loadServers } from '../shared/servers';
import { MeshPage } from './view/MeshPage';

draw(<MeshPage servers={await loadServers(location.origin)} />);
