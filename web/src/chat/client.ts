/** Puts the parts together: what the user does goes to the connection and the store, what changes goes into the history. */

import { newMessageId } from '../shared/ids';
import type { OutgoingMessage } from '../shared/protocol';
import type { ServerChoice } from '../shared/servers';
import { openConnection, type Connection } from './connection/connection';
import { openHistory, type History } from './history/history';
import { record } from './history/record';
import { remembered } from './remembered';
import type { Action, ChatMessage } from './state/state';
import type { Store } from './state/store';
import { pending } from './state/threads';

/** For how long servers know a message by its id; less what clocks and the way take. */
const RETRY_WITHIN_MS = 100_000;

export const ANY_SERVER = 'any';

export interface Client {
  store: Store;
  connect(name: string, serverUrl: string): Promise<void>;
  disconnect(): void;
  retryNow(): void;
  choose(name: string): void;
  send(text: string): string | null;
  /** Sends a failed message again, under its id. */
  retry(message: ChatMessage): void;
  exportHistory(): Promise<string>;
  deleteHistory(): Promise<void>;
}

/** Whether a message may go again under its id without coming twice. */
export const mayRetry = ({ triedAt }: ChatMessage, now: number = Date.now()): boolean => triedAt !== undefined && now - triedAt < RETRY_WITHIN_MS;

/** @param observe Hears of all that the connection tells, before the store does. */
export function createClient(store: Store, keepsHistory: boolean, observe: (action: Action) => void = () => {}): Client {
  let connection: Connection | null = null;
  let history: History | null = null;
  let stopRecording = (): void => {};
  let attempt = 0; // to connect

  const onProblem = (problem: unknown): void => store.dispatch({ type: 'rejected', text: `This browser keeps no history: ${String(problem)}` });

  const dispatch = (action: Action): void => {
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

  const outgoing = ({ id, from, to, text }: ChatMessage): OutgoingMessage => ({ id, from, to, text, forwarded: false });

  /** What servers may have forgotten would come twice: it has failed. */
  function sendAgain(): OutgoingMessage[] {
    const waiting = pending(store.getState().threads);
    for (const { id, to } of waiting.filter(message => !mayRetry(message))) dispatch({ type: 'failed', id, to, reason: 'no server answered in time' });
    return waiting.filter(message => mayRetry(message)).map(outgoing);
  }

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
    send(text) {
      const { me, recipient } = store.getState();
      if (connection === null || me === null || recipient === null) return null;
      const at = Date.now();
      const message: ChatMessage = { id: newMessageId(), from: me, to: recipient.name, text, at, triedAt: at, delivery: { kind: 'sending' } };
      store.dispatch({ type: 'sending', message });
      connection.send(outgoing(message));
      return message.id;
    },
    retry(message) {
      if (!mayRetry(message) || connection === null) return;
      store.dispatch({ type: 'retrying', id: message.id, to: message.to });
      connection.send(outgoing(message));
    },
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
