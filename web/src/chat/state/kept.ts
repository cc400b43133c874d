/** What the browser kept comes into the threads. */

import type { KeptThread } from './action';
import { keyOf, mayRetry, maySendAgain, merge, unanswered } from './messages';
import type { ChatMessage, State, Thread } from './state';
import { threadOf, unreadIn } from './threads';

/** The state with it: what was known already stays as it is. */
export function withHistory(state: State, kept: readonly KeptThread[], now: number): State {
  const threads = new Map(state.threads);
  for (const { key, messages, readAt, completeFrom } of kept) {
    const thread = threadOf(threads, key);
    const read = Math.max(thread.readAt, readAt);
    const all = merge(thread.messages, messages.map(message => closedBeforeAnswer(message, now)));
    const unread = unreadIn(all, read, state.me);
    const [first] = unread;
    const next: Thread = { ...thread, messages: all, readAt: read, unread: unread.length,
        completeFrom: thread.messages.length > 0 ? thread.completeFrom : completeFrom };
    threads.set(key, first === undefined ? next : { ...next, newFrom: thread.newFrom ?? keyOf(first) });
  }
  return { ...state, threads };
}

/** What came before what is shown. */
export function withOlder(state: State, { key, messages, completeFrom }: KeptThread): State {
  const thread = state.threads.get(key);
  if (thread === undefined) return state;
  return { ...state, threads: new Map(state.threads).set(key, { ...thread, messages: merge(thread.messages, messages), completeFrom }) };
}

/**
 * What was on its way is so still, in another tab perhaps, or goes again with the connection to come; unless servers may have forgotten
 * it.
 */
function closedBeforeAnswer(message: ChatMessage, now: number): ChatMessage {
  if (message.delivery?.kind !== 'sending' || (mayRetry(message, now) && maySendAgain(message))) return message;
  return unanswered(message, 'the page was closed before the answer');
}
