/** The chat page, by itself or as one of the shell's frames. */

import '../shared/base.css';
import './style/chat.css';
import './style/sidebar.css';
import './style/conversation.css';
import './style/composer.css';
import './style/adapting.css';
import { draw } from '../shared/root';
import { askServers } from '../shared/servers';
import { drawAttention } from './attention';
import { createClient } from './client';
import { followAddress } from './effects/address';
import { remember } from './effects/remembering';
import { isFrame, obeyShell, report } from './frame';
import { remembered } from './remembered';
import { createStore } from './state/store';
import { App } from './view/App';

const store = createStore();
const client = createClient(store, { keepsHistory: !isFrame, ...(isFrame && { observe: report }) });

document.addEventListener('visibilitychange', () => store.dispatch({ type: 'visible', isVisible: !document.hidden }));
store.dispatch({ type: 'visible', isVisible: !document.hidden });

const narrow = matchMedia('(max-width: 41.99rem)'); // as in style/chat.css
narrow.addEventListener('change', ({ matches }) => store.dispatch({ type: 'narrow', isNarrow: matches }));
store.dispatch({ type: 'narrow', isNarrow: narrow.matches && !isFrame });

let leaveThread = (): void => store.dispatch({ type: 'leave thread' });
if (!isFrame) {
  drawAttention(store, client.choose, client.isInSight);
  remember(store);
  leaveThread = followAddress(store, client.choose).leave;
}

draw(<App client={client} isFrame={isFrame} onLeaveThread={leaveThread} />);
const { servers, isTold } = await askServers(location.origin);
store.dispatch({ type: 'servers', servers });

const session = isFrame ? null : remembered.session();
if (isFrame) obeyShell(client);
else if (session !== null) await client.connect(session.name, session.server, { token: remembered.token() ?? undefined });
else if (!isTold && remembered.name() !== '') await client.show(remembered.name()); // no server to be seen: what was said can be read
