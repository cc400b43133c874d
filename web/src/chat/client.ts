/** Puts the parts together: what the user does goes to the connection and the store, what changes goes into the history. */

import type { ServerChoice } from '../shared/servers';
import { openConnection, type Connection, type ConnectionOptions } from './connection/connection';
import { createKeeper } from './history/keeper';
import { remembered } from './remembered';
import { createSender, type Sender } from './sender';
import type { Action } from './state/state';
import type { Store } from './state/store';

export const ANY_SERVER = 'any';

export interface Client extends Omit<Sender, 'sendAgain'> {
  store: Store;
  connect(name: string, serverUrl: string): Promise<void>;
  disconnect(): void;
  retryNow(): void;
  choose(name: string): void;
  exportHistory(): Promise<string>;
  deleteHistory(): Promise<void>;
  /** Whether the user looks at another tab of theirs. */
  isInSight(): Promise<boolean>;
}

export interface ClientOptions {
  keepsHistory: boolean;
  /** Hears of what is sent, and of all that the connection tells, before the store does. */
  observe?(action: Action): void;
  /** A test's stand-in for Socket.IO's. */
  open?: ConnectionOptions['open'];
}

export function createClient(store: Store, { keepsHistory, observe, open }: ClientOptions): Client {
  const keeper = createKeeper(store);
  let connection: Connection | null = null;
  let attempt = 0; // to connect

  const dispatch = (action: Action): void => {
    if (action.type === 'refused') connection = null; // it has closed itself
    observe?.(action);
    const wasLost = store.getState().status.kind === 'reconnecting';
    store.dispatch(action);
    if (action.type === 'connected' && wasLost) void keeper.catchUp();
  };

  const { sendAgain, ...sender } = createSender(store, dispatch, () => connection);

  return {
    store,
    async connect(name, serverUrl) {
      const mine = ++attempt;
      connection?.close();
      connection = null;
      const { servers } = store.getState();
      // Any, too, in the place of one that is not told: a list that came too late names but the page's own.
      const server = servers.find(({ url }) => url === serverUrl) ?? servers[Math.floor(Math.random() * servers.length)];
      if (server === undefined) return;
      dispatch({ type: 'connecting', server: server.id }); // from here on the form is away: nobody connects twice
      if (keepsHistory) await keeper.become(name, () => mine === attempt);
      else store.dispatch({ type: 'user', me: name });
      if (mine !== attempt) return;
      if (keepsHistory) remembered.connected(name, serverUrl);
      connection = openConnection({ name, server, servers: reachable(servers, server), dispatch, pending: sendAgain,
          ...(open && { open }) });
    },
    disconnect() {
      attempt++;
      connection?.close();
      connection = null;
      remembered.disconnected();
      dispatch({ type: 'disconnected' });
    },
    retryNow: () => connection?.retryNow(),
    choose: name => store.dispatch({ type: 'choose', name }),
    ...sender,
    exportHistory: keeper.exportAll,
    deleteHistory: keeper.deleteAll,
    isInSight: keeper.isInSight,
  };
}

/** A page on https cannot go to a server on http, and no server is worth trying twice. */
function reachable(servers: readonly ServerChoice[], first: ServerChoice): readonly ServerChoice[] {
  return servers.filter(({ url }) => new URL(url).protocol === new URL(first.url).protocol);
}
