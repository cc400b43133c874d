/** The page's state after an action: a pure function, so that every rule of it is testable without a page or a server. */

import { receive, setDelivery, add, failUnanswered } from './messages';
import type { Action, State, Status } from './state';

export function reduce(state: State, action: Action): State {
  switch (action.type) {
    case 'servers':
      return { ...state, servers: action.servers };
    case 'connecting':
      return connecting(state, action.server, action.me);
    case 'connected':
      return withStatus(state, server => ({ kind: 'connected', server }));
    case 'reconnecting':
      return withStatus(state, server => ({ kind: 'reconnecting', server, reason: action.reason }));
    case 'refused':
      return withStatus(ended(state), server => ({ kind: 'refused', server, reason: action.reason }));
    case 'disconnected':
      return { ...ended(state), status: { kind: 'offline' } };
    case 'list':
      return { ...state, users: action.users, recipient: presenceOf(state.recipient, action.users) };
    case 'choose':
      return { ...state, recipient: { name: action.name, presence: state.users.includes(action.name) ? 'here' : 'left' } };
    case 'sending':
      return { ...state, rejection: null, messages: add(state.messages, action.message) };
    case 'delivered':
      return { ...state, messages: setDelivery(state.messages, action.id, { kind: 'delivered', connections: action.connections }) };
    case 'failed':
      return { ...state, messages: setDelivery(state.messages, action.id, { kind: 'failed', reason: action.reason }) };
    case 'received':
      return { ...state, messages: receive(state.messages, action.message) };
    case 'rejected':
      return { ...state, rejection: action.text };
  }
}

/** Another name is another person: what was said under the old one is not theirs to see, nor is the old one's recipient. */
function connecting(state: State, server: string, me: string): State {
  const status: Status = { kind: 'connecting', server };
  const fresh = { ...state, me, status, rejection: null, users: [] };
  return state.me === me || state.me === null ? fresh : { ...fresh, messages: [], recipient: null };
}

/** Only a connection that was begun can change its status: what an ended one still reports is late. */
function withStatus(state: State, next: (server: string) => Status): State {
  const { status } = state;
  return status.kind === 'offline' ? state : { ...state, status: next(status.server) };
}

function ended(state: State): State {
  return { ...state, users: [], messages: failUnanswered(state.messages) };
}

/** The choice outlives the chosen one's absence: it says that they left, and that they are back. */
function presenceOf(recipient: State['recipient'], users: readonly string[]): State['recipient'] {
  if (recipient === null) return null;
  const here = users.includes(recipient.name);
  if (here === (recipient.presence !== 'left')) return recipient;
  return { name: recipient.name, presence: here ? 'returned' : 'left' };
}
