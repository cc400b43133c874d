/** Which thread is open, and what of it counts as read. */

import type { Received } from './action';
import { keyOfMessage, type ConversationKey } from './conversation';
import { isSame, MAX_MESSAGES, receive } from './messages';
import { isThere } from './presence';
import type { State } from './state';
import { countUnread, markRead, threadOf, withMessages, withoutLine } from './threads';

export function choose(state: State, key: ConversationKey, isOwnChoice: boolean): State {
  const left = state.recipient?.key === key ? undefined : state.recipient?.key;
  const presence = isThere(state, key) ? 'here' : 'left';
  // Whether all that is new is in sight, the page tells once it is drawn.
  const isAtEnd = threadOf(state.threads, key).unread === 0;
  return seen({ ...state, threads: withoutLine(state.threads, left), recipient: { key, presence, isOwnChoice }, isAtEnd });
}

export const leaveThread = (state: State): State =>
    ({ ...state, threads: withoutLine(state.threads, state.recipient?.key), recipient: null, isAtEnd: true });

/** What is open and in sight has been read. */
export function seen(state: State): State {
  if (!state.isVisible || !state.isAtEnd || state.recipient === null) return state;
  const threads = markRead(state.threads, state.recipient.key, state.me);
  return threads === state.threads ? state : { ...state, threads };
}

export function received(state: State, message: Received): State {
  const key = keyOfMessage(message, state.me);
  const before = threadOf(state.threads, key).messages;
  // Who reads further up is not to have what they read cut away at its beginning.
  const max = state.recipient?.key === key && !state.isAtEnd ? before.length + 1 : Math.max(MAX_MESSAGES, before.length);
  const threads = withMessages(state.threads, key, messages => receive(messages, message, max));
  if (threads === state.threads) return state;
  const next = withoutTypist({ ...state, threads }, key, message.from);
  if (before.some(known => isSame(known, message))) return seen(next);
  // Whoever answers elsewhere has read what came before.
  if (message.from === state.me) return seen({ ...next, threads: markRead(threads, key, state.me) });
  const opened = opens(state, key) ? choose(next, key, false) : next;
  const isRead = opened.isVisible && opened.isAtEnd && opened.recipient?.key === key;
  return isRead ? seen(opened) : { ...opened, threads: countUnread(opened.threads, key, message) };
}

/**
 * A message opens its thread where none is open, and nobody is being looked for. The thread that the user chose stays, whatever comes,
 * but for who asked for the opposite; and even then what is being written goes to whom it was begun for.
 */
function opens({ recipient, isSearching, isNarrow, drafts, settings }: State, key: ConversationKey): boolean {
  if (recipient?.key === key || isSearching) return false;
  if (recipient === null) return !isNarrow;
  return settings.follows && !drafts.has(recipient.key);
}

/** They have written it now. */
function withoutTypist(state: State, key: ConversationKey, from: string): State {
  if (state.typing.get(key)?.name !== from) return state;
  const typing = new Map(state.typing);
  typing.delete(key);
  return { ...state, typing };
}
