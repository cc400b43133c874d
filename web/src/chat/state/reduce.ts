/** The page's state after an action: a pure function, so that every rule of it is testable without a page or a server. */

import type { Action } from './action';
import { withChange } from './changes';
import { roomKey } from './conversation';
import { withHistory, withOlder } from './kept';
import { add, change, unanswered, withDelivery, withRetry, withTry } from './messages';
import { withPeople, presenceOf } from './presence';
import { apply } from './people';
import { choose, leaveThread, received, seen } from './reading';
import { withMembers, withoutRoom, withRoom, withUnknownMembers } from './rooms';
import { initialState, type ChatMessage, type State } from './state';
import { markReadUpTo, pending, threadOf, withMessages, withoutLine, withReadByPeer } from './threads';

export function reduce(state: State, action: Action): State {
  switch (action.type) {
    case 'servers':
      return { ...state, servers: action.servers };
    case 'user':
      return become(state, action.me);
    case 'connecting':
      return { ...state, status: { kind: 'connecting', server: action.server }, notice: null, devices: 1, tokenEndsAt: null };
    case 'connected':
      return { ...state, status: { kind: 'connected', server: action.server }, devices: action.connections ?? state.devices };
    case 'reconnecting':
      return withStatus(state, server => ({ ...action, kind: 'reconnecting', server }));
    case 'refused':
      return gone(ended(withStatus(state, server => ({ kind: 'refused', server, code: action.code, reason: action.reason }))));
    case 'disconnected':
      return gone({ ...ended(state), status: { kind: 'offline' } });
    case 'devices':
      return { ...state, devices: action.connections };
    case 'token ends':
      return { ...state, tokenEndsAt: action.at };
    case 'list':
      return withPeople(state, action.users, action.at);
    case 'presence':
      return state.people === null ? state : withPeople(state, apply(state.people, action.joined, action.left), action.at);
    case 'in room':
      return presenceOf(withRoom(state, action.room));
    case 'members':
      return withMembers(state, action);
    case 'out of room':
      return presenceOf(withoutRoom(state, action.room, action.isClosed));
    case 'choose':
      return choose(state, action.key, true);
    case 'leave thread':
      return leaveThread(state);
    case 'draft':
      return withDraft(state, action.key, action.text);
    case 'searching':
      return state.isSearching === action.isSearching ? state : { ...state, isSearching: action.isSearching };
    case 'visible':
      return seen({ ...state, isVisible: action.isVisible });
    case 'at end':
      return state.isAtEnd === action.isAtEnd ? state : seen({ ...state, isAtEnd: action.isAtEnd });
    case 'narrow':
      return { ...state, isNarrow: action.isNarrow };
    case 'settings':
      return { ...state, settings: action.settings };
    case 'notice':
      return { ...state, notice: action.text };
    case 'history':
      return seen(withHistory(state, action.threads, action.now));
    case 'older':
      return withOlder(state, action.thread);
    case 'read':
      return withThreads(state, markReadUpTo(state.threads, action.key, action.at, state.me));
    case 'forget':
      return forget(state, action.key);
    case 'sending':
      return withThreads(state,
          withoutLine(withMessages(state.threads, action.message.to, messages => add(messages, action.message)), action.message.to));
    case 'tried':
      return withMine(state, action, message => withTry(message, action.at));
    case 'retrying':
      return withMine(state, action, withRetry);
    case 'delivered':
      return withMine(state, action, message => withDelivery(message, { kind: 'delivered', connections: action.connections }));
    case 'unconfirmed':
      return withMine(state, action, message => withDelivery(message, { kind: 'unconfirmed', reason: action.reason }));
    case 'failed':
      return withMine(state, action, message =>
        withDelivery(message, { kind: 'failed', reason: action.reason, ...(action.code !== undefined && { code: action.code }) }));
    case 'unanswered':
      return withMine(state, action, message => unanswered(message, action.reason));
    case 'received':
      return received(state, action.message);
    case 'edited':
    case 'deleted':
    case 'reacted':
      return withChange(state, action);
    case 'read by peer':
      return withThreads(state, withReadByPeer(state.threads, action.key, action.at));
    case 'typing':
      return { ...state, typing: new Map(state.typing).set(action.key, { name: action.name, until: action.until }) };
    case 'storage':
      return { ...state, storageTrouble: action.trouble };
  }
}

/** Another name is another person: what was said under the old one is not theirs to see, nor is the old one's recipient. */
function become(state: State, me: string): State {
  if (state.me === me) return state;
  const { people, rooms, threads, recipient, drafts, typing, notice, storageTrouble } = initialState;
  return { ...state, me, people, rooms, threads, recipient, drafts, typing, notice, storageTrouble };
}

/** Only a connection that was begun can change its status: what an ended one still reports is late. */
function withStatus(state: State, next: (server: string) => State['status']): State {
  const { status } = state;
  return status.kind === 'offline' ? state : { ...state, status: next(status.server) };
}

const gone = (state: State): State => ({ ...state, people: null, rooms: withUnknownMembers(state.rooms), typing: new Map() });

/** Nothing is sent unasked by a later connection that the user begins. */
function ended(state: State): State {
  return pending(state.threads).reduce((next, sent) =>
      withMine(next, sent, message => unanswered(message, 'the connection ended first')), state);
}

function withDraft(state: State, key: string, text: string): State {
  if ((state.drafts.get(key) ?? '') === text) return state;
  const drafts = new Map(state.drafts);
  if (text === '') drafts.delete(key);
  else drafts.set(key, text);
  return { ...state, drafts };
}

function forget(state: State, key: string | undefined): State {
  const threads = new Map(key === undefined ? [] : state.threads);
  if (key !== undefined) threads.delete(key);
  for (const room of state.rooms.keys()) if (!threads.has(roomKey(room))) threads.set(roomKey(room), threadOf(threads, roomKey(room)));
  return { ...state, threads };
}

/** With a change of a message that this window sent. */
function withMine(state: State, { id, to }: { id: string; to: string }, next: (message: ChatMessage) => ChatMessage): State {
  return withThreads(state, withMessages(state.threads, to, messages => change(messages, id, next)));
}

const withThreads = (state: State, threads: State['threads']): State => (threads === state.threads ? state : { ...state, threads });
