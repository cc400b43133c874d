/** Puts the parts together: what the user does goes to the connection and the store, what changes goes into the history. */

import type { ServerChoice } from '../shared/servers';
import { openConnection, type Connection } from './connection/connection';
import { openHistory, type History } from './history/history';
import { record } from './history/record';
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
}

/** @param observe Hears of what is sent, and of all that the connection tells, before the store does. */
export function createClient(store: Store, keepsHistory: boolean, observe: (action: Action) => void = () => {}): Client {
  let connection: Connection | null = null;
  let history: History | null = null;
  let stopRecording = (): void => {};
  let attempt = 0; // to connect

  const onProblem = (problem: unknown): void => store.dispatch({ type: 'rejected', text: `This browser keeps no history: ${String(problem)}` });

  const dispatch = (action: Action): void => {
    if (action.type === 'refused') connection = null; // it has closed itself
    observe(action);
    store.dispatch(action);
  };

  /** False: the user has begun something else meanwhile. */
  async function become(name: string, mine: number): Promise<boolean> {
    if (store.getState().me === name && (history !== null || !keepsHistory)) return true;
    stopRecording();
    history?.close();
    history = null;
    store.dispatch({ type: 'user', me: name });
    if (!keepsHistory) return true;
    try {
      const opened = await openHistory(name);
      const kept = await opened.load();
      if (mine !== attempt) {
        opened.close();
        return false;
      }
      history = opened;
      store.dispatch({ type: 'history', ...kept });
      stopRecording = record(store, opened, onProblem);
    } catch (problem) {
      onProblem(problem);
    }
    return mine === attempt;
  }

  const { sendAgain, ...sender } = createSender(store, dispatch, () => connection);

  return {
    store,
    async connect(name, serverUrl) {
      const mine = ++attempt;
      connection?.close();
      connection = null;
      const { servers } = store.getState();
      const server = serverUrl === ANY_SERVER ? servers[Math.floor(Math.random() * servers.length)] : servers.find(({ url }) => url === serverUrl);
      if (server === undefined) return;
      dispatch({ type: 'connecting', server: server.id }); // from here on the form is away: nobody connects twice
      if (!(await become(name, mine))) return;
      if (keepsHistory) remembered.connected(name, serverUrl);
      connection = openConnection({
        name, server, servers: reachable(servers, server), dispatch,
        pending: sendAgain,
      });
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
    async exportHistory() {
      const kept = history === null ? [...store.getState().threads.values()].flatMap(({ messages }) => messages) : (await history.load()).messages;
      return JSON.stringify({ user: store.getState().me, messages: kept }, null, 2);
    },
    async deleteHistory() {
      await history?.clear();
      store.dispatch({ type: 'forget' });
    },
  };
}

/** A page on https cannot go to a server on http, and no server is worth trying twice. */
function reachable(servers: readonly ServerChoice[], first: ServerChoice): readonly ServerChoice[] {
  return servers.filter(({ url }) => new URL(url).protocol === new URL(first.url).protocol);
}
