/** What the browser kept comes into the threads. */

import { mayRetry, merge, unanswered } from './messages';
import type { Action, ChatMessage, State } from './state';
import { peerOf, threadOf, unreadIn } from './threads';

/** The state with it: what was known already stays as it is. */
export function withHistory(state: State, { messages, readAt, now }: Extract<Action, { type: 'history' }>): State {
  const threads = new Map(state.threads);
  for (const [peer, said] of byPeerOf(messages, state.me)) {
    const thread = threadOf(threads, peer);
    const read = Math.max(thread.readAt, readAt.get(peer) ?? 0);
    const all = merge(thread.messages, said.map(message => closedBeforeAnswer(message, now)));
    threads.set(peer, { ...thread, messages: all, readAt: read, unread: unreadIn(all, peer, read, state.me) });
  }
  return { ...state, threads };
}

function byPeerOf(messages: readonly ChatMessage[], me: string | null): Map<string, ChatMessage[]> {
  const groups = new Map<string, ChatMessage[]>();
  for (const message of messages) {
    const peer = peerOf(message, me);
    const group = groups.get(peer);
    if (group === undefined) groups.set(peer, [message]);
    else group.push(message);
  }
  return groups;
}

/** What was on its way is so still, in another tab perhaps,
    or goes again with the connection to come; unless servers may have forgotten it. */
function closedBeforeAnswer(message: ChatMessage, now: number): ChatMessage {
  if (message.delivery?.kind !== 'sending' || mayRetry(message, now)) return message;
  return unanswered(message, 'the page was closed before the answer');
}
