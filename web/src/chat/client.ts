/** Puts the parts together: what the user does goes to the connection and the store, what changes goes into the history. */

import type { ServerChoice } from '../shared/servers';
import { openConnection, type Connection, type ConnectionOptions } from './connection/connection';
import { createDoer, type Doer } from './doer';
import { tellReading } from './effects/reading';
import { tellOfCompany } from './effects/company';
import { fillOpened } from './effects/filling';
import { repair, type Repair } from './effects/repair';
import { createKeeper, type Keeper } from './history/keeper';
import { remembered } from './remembered';
import { createSender, type Sender } from './sender';
import type { Action } from './state/action';
import { isChange } from './state/changes';
import type { ConversationKey } from './state/conversation';
import type { Store } from './state/store';

export const ANY_SERVER = 'any';

export interface ConnectOptions {
  /** Who proves who they are. */
  token?: string | undefined;
  /** Do not share the name with somebody who is connected by it: refused as `name-taken` then. */
  unlessTaken?: boolean;
}

export interface Client extends Omit<Sender, 'sendAgain'>, Doer, Pick<Keeper, 'loadOlder' | 'find' | 'isInSight'>, Repair {
  store: Store;
  connect(name: string, serverUrl: string, options?: ConnectOptions): Promise<void>;
  /** What was said, to read without a connection. */
  show(name: string): Promise<void>;
  disconnect(): void;
  retryNow(): void;
  choose(key: ConversationKey): void;
  exportHistory(): Promise<string>;
  /** @param key One conversation; all without it. */
  deleteHistory(key?: ConversationKey): Promise<void>;
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
  let remember = (): void => {}; // as whom the tab is connected, once it is

  const dispatch = (action: Action): void => {
    if (action.type === 'connected') remember();
    if (action.type === 'refused') {
      connection = null; // it has closed itself
      if (keepsHistory) remembered.disconnected(); // a reload is not to try what was refused
    }
    observe?.(action);
    const wasLost = store.getState().status.kind === 'reconnecting';
    store.dispatch(action);
    if (action.type === 'connected' && wasLost) void keeper.catchUp();
    if (isChange(action)) keeper.change(action);
  };

  const connected = (): Connection | null => connection;
  const { sendAgain, ...sender } = createSender(store, dispatch, connected);
  const repairing = repair(store, sender);
  tellReading(store, connected);
  fillOpened(store, keeper.loadOlder);
  tellOfCompany(store, keeper.tabConnectedAt);

  return {
    store,
    async connect(name, serverUrl, { token, unlessTaken } = {}) {
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
      // Other tabs of one's own share the name as a matter of course.
      const isFirst = unlessTaken === true && !await keeper.areTabsConnected();
      if (mine !== attempt) return;
      remember = () => {
        if (keepsHistory) remembered.connected(name, serverUrl);
        if (keepsHistory && token !== undefined) remembered.setToken(token);
        remember = () => {}; // once: a token may be another by then
      };
      connection = openConnection({ name, server, servers: reachable(servers, server), dispatch, pending: sendAgain, token,
          unlessTaken: isFirst, rooms: () => roomsOf(store), ...(open && { open }) });
    },
    async show(name) {
      const mine = ++attempt;
      await keeper.become(name, () => mine === attempt);
    },
    disconnect() {
      attempt++;
      connection?.close();
      connection = null;
      remembered.disconnected();
      dispatch({ type: 'disconnected' });
    },
    retryNow: () => connection?.retryNow(),
    choose: key => store.dispatch({ type: 'choose', key }),
    isWaiting: repairing.isWaiting,
    ...sender,
    ...createDoer(store, dispatch, connected, token => keepsHistory && remembered.setToken(token)),
    loadOlder: keeper.loadOlder,
    find: keeper.find,
    exportHistory: keeper.exportAll,
    deleteHistory: keeper.deleteAll,
    isInSight: keeper.isInSight,
  };
}

/** A page on https cannot go to a server on http, and no server is worth trying twice. */
function reachable(servers: readonly ServerChoice[], first: ServerChoice): readonly ServerChoice[] {
  return servers.filter(({ url }) => new URL(url).protocol === new URL(first.url).protocol);
}

const roomsOf = (store: Store): string[] => [...store.getState().rooms].filter(([, { isClosed }]) => !isClosed).map(([room]) => room);
