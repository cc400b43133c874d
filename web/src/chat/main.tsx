/** The chat page, by itself or as one of the shell's frames. */

import '../shared/base.css';
import './chat.css';
import { draw } from '../shared/root';
import { loadServers } from '../shared/servers';
import { drawAttention } from './attention';
import { createClient } from './client';
import { isFrame, obeyShell, report } from './frame';
import { remembered } from './remembered';
import { createStore } from './state/store';
import { App } from './view/App';

const store = createStore();
const client = createClient(store, { keepsHistory: !isFrame, ...(isFrame && { observe: report }) });

document.addEventListener('visibilitychange', () => store.dispatch({ type: 'visible', isVisible: !document.hidden }));
store.dispatch({ type: 'visible', isVisible: !document.hidden });
if (!isFrame) drawAttention(store, client.choose, client.isInSight);

draw(<App client={client} isFrame={isFrame} />);
store.dispatch({ type: 'servers', servers: await loadServers(location.origin) });

const session = isFrame ? null : remembered.session();
if (isFrame) obeyShell(client);
else if (session !== null) await client.connect(session.name, session.server);
