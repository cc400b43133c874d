/** The shell: many clients in one window, to test a mesh with. */

import '../shared/base.css';
import './shell.css';
import { draw } from '../shared/root';
import { loadServers } from '../shared/servers';
import { Shell } from './Shell';

draw(<Shell servers={await loadServers(location.origin)} />);
