/** Threads by the other person's name: what arrives goes to one of them, and who leaves or returns is noted in theirs. */

import { includes } from './people';
import type { ChatMessage, Note, State, Thread } from './state';

const MAX_NOTES = 20;

export type Threads = State['threads'];

/** Whose thread a message belongs to: the other one's, or one's own for what one sends oneself. */
export const peerOf = (message: { from: string; to: string }, me: string | null): string =>
    (message.from === me ? message.to : message.from);

export function threadOf(threads: Threads, peer: string): Thread {
  return threads.get(peer) ?? { peer, messages: [], notes: [], unread: 0, readAt: 0 };
}

export function withMessages(threads: Threads, peer: string, change: (messages: Thread['messages']) => Thread['messages']): Threads {
  const thread = threadOf(threads, peer);
  const messages = change(thread.messages);
  return messages === thread.messages ? threads : new Map(threads).set(peer, { ...thread, messages });
}

export function countUnread(threads: Threads, peer: string): Threads {
  const thread = threadOf(threads, peer);
  return new Map(threads).set(peer, { ...thread, unread: thread.unread + 1 });
}

export function markRead(threads: Threads, peer: string): Threads {
  const thread = threads.get(peer);
  const last = thread?.messages.findLast(({ from }) => from === peer)?.at ?? 0; // a server's time: one's own clock may be ahead
  if (thread === undefined || (thread.unread === 0 && thread.readAt >= last)) return threads;
  return new Map(threads).set(peer, { ...thread, unread: 0, readAt: last });
}

/** Up to a time, in another tab. */
export function markReadUpTo(threads: Threads, peer: string, at: number, me: string | null): Threads {
  const thread = threads.get(peer);
  if (thread === undefined || (thread.unread === 0 && thread.readAt >= at)) return threads;
  const readAt = Math.max(thread.readAt, at);
  const unread = unreadIn(thread.messages, peer, readAt, me);
  return unread === thread.unread && readAt === thread.readAt ? threads : new Map(threads).set(peer, { ...thread, unread, readAt });
}

export function unreadIn(messages: Thread['messages'], peer: string, readAt: number, me: string | null): number {
  return messages.filter(({ from, at }) => from === peer && from !== me && at > readAt).length;
}

/** Whose threads have been read further, and up to where. */
export function readFurther(before: Threads, after: Threads): [peer: string, at: number][] {
  return [...after.values()].filter(({ peer, readAt }) => readAt > (before.get(peer)?.readAt ?? 0)).map(({ peer, readAt }) =>
      [peer, readAt]);
}

/** Notes in the threads of those who left or returned. Before the first list nobody was known to be there or not. */
export function noteChanges(threads: Threads, before: State['people'], after: readonly string[], at: number): Threads {
  if (before === null) return threads;
  let next: Map<string, Thread> | null = null;
  for (const [peer, thread] of threads) {
    const isHere = includes(after, peer);
    if (includes(before, peer) === isHere) continue;
    const note: Note = { at, kind: isHere ? 'returned' : 'left' };
    next ??= new Map(threads);
    next.set(peer, { ...thread, notes: [...thread.notes, note].slice(-MAX_NOTES) });
  }
  return next ?? threads;
}

export function totalUnread(threads: Threads): number {
  let total = 0;
  for (const thread of threads.values()) total += thread.unread;
  return total;
}

/** Those in which something was said, the latest first. */
export function byLastMessage(threads: Threads): Thread[] {
  const lastOf = (thread: Thread): number => thread.messages.at(-1)?.at ?? 0;
  return [...threads.values()].filter(thread => thread.messages.length > 0).sort((a, b) => lastOf(b) - lastOf(a));
}

/** What this window sent and has no answer for. */
export function pending(threads: Threads): ChatMessage[] {
  return [...threads.values()].flatMap(({ messages }) => messages.filter(({ delivery }) => delivery?.kind === 'sending')).sort((a, b) =>
      a.at - b.at);
}
