/** The page's state after an action: a pure function, so that every rule of it is testable without a page or a server. */

import type { InstantMessage } from '../../shared/protocol';
import { withHistory } from './kept';
import { add, change, receive, unanswered, withDelivery, withTry } from './messages';
import { apply, includes } from './people';
import type { Action, ChatMessage, State } from './state';
import { countUnread, markRead, markReadUpTo, noteChanges, peerOf, pending, threadOf, withMessages } from './threads';

export function reduce(state: State, action: Action): State {
  switch (action.type) {
    case 'servers':
      return { ...state, servers: action.servers };
    case 'user':
      return become(state, action.me);
    case 'connecting':
      return { ...state, status: { kind: 'connecting', server: action.server }, rejection: null };
    case 'connected':
      return { ...state, status: { kind: 'connected', server: action.server } };
    case 'reconnecting':
      return withStatus(state, server => ({ ...action, kind: 'reconnecting', server }));
    case 'refused':
      return { ...ended(withStatus(state, server => ({ kind: 'refused', server, reason: action.reason }))), people: null };
    case 'disconnected':
      return { ...ended(state), status: { kind: 'offline' }, people: null };
    case 'list':
      return withPeople(state, action.users, action.at);
    case 'presence':
      return state.people === null ? state : withPeople(state, apply(state.people, action.joined, action.left), action.at);
    case 'choose':
      return choose(state, action.name, true);
    case 'leave thread':
      return { ...state, recipient: null };
    case 'typing':
      return state.isTyping === action.isTyping ? state : { ...state, isTyping: action.isTyping };
    case 'searching':
      return state.isSearching === action.isSearching ? state : { ...state, isSearching: action.isSearching };
    case 'visible':
      return seen({ ...state, isVisible: action.isVisible });
    case 'history':
      return seen(withHistory(state, action));
    case 'read':
      return withThreads(state, markReadUpTo(state.threads, action.peer, action.at, state.me));
    case 'forget':
      return { ...state, threads: new Map() };
    case 'sending':
      return { ...state, rejection: null,
          threads: withMessages(state.threads, action.message.to, messages => add(messages, action.message)) };
    case 'tried':
      return withMine(state, action, message => withTry(message, action.at));
    case 'retrying':
      return withMine(state, action, message => withDelivery(message, { kind: 'sending' }));
    case 'delivered':
      return withMine(state, action, message => withDelivery(message, { kind: 'delivered', connections: action.connections }));
    case 'failed':
      return withMine(state, action, message => withDelivery(message, { kind: 'failed', reason: action.reason }));
    case 'unanswered':
      return withMine(state, action, message => unanswered(message, action.reason));
    case 'received':
      return received(state, action.message);
    case 'rejected':
      return { ...state, rejection: action.text };
    case 'storage':
      return { ...state, storageTrouble: action.trouble };
  }
}

/** Another name is another person: what was said under the old one is not theirs to see, nor is the old one's recipient. */
function become(state: State, me: string): State {
  return state.me === me ? state
      : { ...state, me, people: null, threads: new Map(), recipient: null, rejection: null, storageTrouble: null };
}

/** Only a connection that was begun can change its status: what an ended one still reports is late. */
function withStatus(state: State, next: (server: string) => State['status']): State {
  const { status } = state;
  return status.kind === 'offline' ? state : { ...state, status: next(status.server) };
}

/** Nothing is sent unasked by a later connection that the user begins. */
function ended(state: State): State {
  return pending(state.threads).reduce((next, sent) =>
      withMine(next, sent, message => unanswered(message, 'the connection ended first')), state);
}

function withPeople(state: State, people: readonly string[], at: number): State {
  return { ...state, people, threads: noteChanges(state.threads, state.people, people, at),
      recipient: presenceOf(state.recipient, people) };
}

/** The choice outlives the chosen one's absence: it says that they left, and that they are back. */
function presenceOf(recipient: State['recipient'], people: readonly string[]): State['recipient'] {
  if (recipient === null) return null;
  const here = includes(people, recipient.name);
  if (here === (recipient.presence !== 'left')) return recipient;
  return { ...recipient, presence: here ? 'returned' : 'left' };
}

function choose(state: State, name: string, isOwnChoice: boolean): State {
  const isHere = state.people === null || includes(state.people, name);
  return seen({ ...state, recipient: { name, presence: isHere ? 'here' : 'left', isOwnChoice } });
}

/** What is open and in sight has been read. */
function seen(state: State): State {
  if (!state.isVisible || state.recipient === null) return state;
  return withThreads(state, markRead(state.threads, state.recipient.name));
}

/** With a change of a message that this window sent. */
function withMine(state: State, { id, to }: { id: string; to: string }, next: (message: ChatMessage) => ChatMessage): State {
  return withThreads(state, withMessages(state.threads, to, messages => change(messages, id, next)));
}

const withThreads = (state: State, threads: State['threads']): State => (threads === state.threads ? state : { ...state, threads });

/** A message from another opens their thread, unless one is writing to somebody or looking for a name: then it marks it. */
function received(state: State, message: InstantMessage): State {
  const peer = peerOf(message, state.me);
  const before = threadOf(state.threads, peer).messages;
  const threads = withMessages(state.threads, peer, messages => receive(messages, message));
  if (threads === state.threads) return state;
  const next = { ...state, threads };
  if (before.some(({ id, from }) => id === message.id && from === message.from)) return seen(next);
  // whoever answers elsewhere has read what came before
  if (message.from === state.me) return seen({ ...next, threads: markRead(threads, peer) });
  const opened = state.isTyping || state.isSearching || state.recipient?.name === peer ? next : choose(next, peer, false);
  return opened.isVisible && opened.recipient?.name === peer ? seen(opened) : { ...opened, threads: countUnread(threads, peer) };
}
