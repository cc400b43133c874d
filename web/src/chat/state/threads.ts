/** Threads by their conversation: what arrives goes to one of them, and who leaves or returns is noted in theirs. */

import { isRoom, titleOf, type ConversationKey } from './conversation';
import { keyOf, maySendAgain } from './messages';
import { includes } from './people';
import type { ChatMessage, Note, State, Thread } from './state';

const MAX_NOTES = 20;

export type Threads = State['threads'];

export function threadOf(threads: Threads, key: ConversationKey): Thread {
  return threads.get(key) ?? { key, messages: [], notes: [], unread: 0, readAt: 0, completeFrom: 0, readByPeerAt: 0 };
}

export function withMessages(threads: Threads, key: ConversationKey,
    change: (messages: Thread['messages']) => Thread['messages']): Threads {
  const thread = threadOf(threads, key);
  const messages = change(thread.messages);
  if (messages === thread.messages) return threads;
  const completeFrom = isCut(thread.messages, messages) ? Math.max(thread.completeFrom, messages[0]!.at) : thread.completeFrom;
  return new Map(threads).set(key, { ...thread, messages, completeFrom });
}

/** Whether the oldest were let go, rather than changed. */
function isCut(before: Thread['messages'], after: Thread['messages']): boolean {
  const [first] = before;
  if (first === undefined || after.length === 0 || after.length > before.length || keyOf(after[0]!) === keyOf(first)) return false;
  return !after.some(message => keyOf(message) === keyOf(first));
}

/** One more that was not read; the first of them stands under the line "New". */
export function countUnread(threads: Threads, key: ConversationKey, message: { id: string; from: string }): Threads {
  const thread = threadOf(threads, key);
  const newFrom = thread.unread === 0 || thread.newFrom === undefined ? keyOf(message) : thread.newFrom;
  return new Map(threads).set(key, { ...thread, unread: thread.unread + 1, newFrom });
}

export function markRead(threads: Threads, key: ConversationKey, me: string | null): Threads {
  const thread = threads.get(key);
  const last = thread?.messages.findLast(({ from }) => from !== me)?.at ?? 0; // a server's time: one's own clock may be ahead
  if (thread === undefined || (thread.unread === 0 && thread.readAt >= last)) return threads;
  return new Map(threads).set(key, { ...thread, unread: 0, readAt: Math.max(thread.readAt, last) });
}

/** Up to a time, in another tab or on another device. */
export function markReadUpTo(threads: Threads, key: ConversationKey, at: number, me: string | null): Threads {
  const thread = threads.get(key);
  if (thread === undefined || (thread.unread === 0 && thread.readAt >= at)) return threads;
  const readAt = Math.max(thread.readAt, at);
  const unread = unreadIn(thread.messages, readAt, me).length;
  return unread === thread.unread && readAt === thread.readAt ? threads : new Map(threads).set(key, { ...thread, unread, readAt });
}

export function unreadIn(messages: Thread['messages'], readAt: number, me: string | null): Thread['messages'] {
  return messages.filter(({ from, at }) => from !== me && at > readAt);
}

/** Without the line "New": the user has left the thread, or has written under it. */
export function withoutLine(threads: Threads, key: ConversationKey | undefined): Threads {
  const thread = key === undefined ? undefined : threads.get(key);
  if (thread?.newFrom === undefined || thread.unread > 0) return threads;
  const { newFrom: _, ...rest } = thread;
  return new Map(threads).set(thread.key, rest);
}

export function withReadByPeer(threads: Threads, key: ConversationKey, at: number): Threads {
  const thread = threads.get(key);
  return thread === undefined || thread.readByPeerAt >= at ? threads : new Map(threads).set(key, { ...thread, readByPeerAt: at });
}

/** Which threads have been read further, and up to where. */
export function readFurther(before: Threads, after: Threads): [key: ConversationKey, at: number][] {
  return [...after.values()].filter(({ key, readAt }) => readAt > (before.get(key)?.readAt ?? 0)).map(({ key, readAt }) => [key, readAt]);
}

/** Notes in the threads of those who left or returned. Before the first list nobody was known to be there or not. */
export function noteChanges(threads: Threads, before: State['people'], after: readonly string[], at: number): Threads {
  if (before === null) return threads;
  let next: Map<ConversationKey, Thread> | null = null;
  for (const [key, thread] of threads) {
    if (isRoom(key)) continue;
    const isHere = includes(after, key);
    if (includes(before, key) === isHere) continue;
    const note: Note = { at, kind: isHere ? 'returned' : 'left' };
    next ??= new Map(threads);
    next.set(key, { ...thread, notes: [...thread.notes, note].slice(-MAX_NOTES) });
  }
  return next ?? threads;
}

/** Of all threads that are not muted. */
export function totalUnread({ threads, settings: { muted } }: Pick<State, 'threads' | 'settings'>): number {
  let total = 0;
  for (const thread of threads.values()) if (!muted.includes(thread.key)) total += thread.unread;
  return total;
}

/** Those in which something was said, and rooms, the latest first. */
export function byLastMessage(threads: Threads, rooms: State['rooms']): Thread[] {
  const lastOf = (thread: Thread): number => thread.messages.at(-1)?.at ?? 0;
  const isShown = ({ key, messages }: Thread): boolean => messages.length > 0 || (isRoom(key) && rooms.has(titleOf(key)));
  return [...threads.values()].filter(isShown).sort((a, b) => lastOf(b) - lastOf(a));
}

/** What this window sent and has no answer for. */
export function pending(threads: Threads): ChatMessage[] {
  return mine(threads, message => message.delivery?.kind === 'sending' && maySendAgain(message));
}

/** What this window sent, of a kind, in the order of its times. */
export function mine(threads: Threads, isMeant: (message: ChatMessage) => boolean): ChatMessage[] {
  return [...threads.values()].flatMap(({ messages }) => messages.filter(isMeant)).sort((a, b) => a.at - b.at);
}
