/** The mesh, live. */

import '../shared/base.css';
import './mesh.css';
import { draw } from '../shared/root';
import { loadServers } from '../shared/servers';
import { MeshPage } from './MeshPage';

draw(<MeshPage servers={await loadServers(location.origin)} />);
