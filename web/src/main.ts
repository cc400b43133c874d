/** Puts the parts together: what the user does goes to the connection and the store, what the store holds goes to the view. */

import { openConnection, type Connection } from './connection';
import { newMessageId } from './ids';
import { loadServers } from './servers';
import { createStore } from './store';
import { createView } from './view/view';

const store = createStore();
let connection: Connection | null = null;

const view = createView({
  connect(name, serverUrl) {
    const server = store.getState().servers.find(choice => choice.url === serverUrl);
    if (server === undefined) return;
    connection?.close();
    connection = openConnection(server, name, store.dispatch);
  },
  disconnect() {
    connection?.close();
    connection = null;
    store.dispatch({ type: 'disconnected' });
  },
  choose(name) {
    store.dispatch({ type: 'choose', name });
  },
  send(text) {
    const { me, recipient } = store.getState();
    if (connection === null || me === null || recipient === null) return;
    const message = { from: me, to: recipient.name, text, id: newMessageId() };
    store.dispatch({ type: 'sending', message: { ...message, at: Date.now(), delivery: { kind: 'sending' } } });
    connection.send({ ...message, forwarded: false });
  },
});

store.subscribe(() => view.render(store.getState()));
view.render(store.getState());
store.dispatch({ type: 'servers', servers: await loadServers(location.origin) });
