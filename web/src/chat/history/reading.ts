/** What is read from a user's history: the conversations at first, then what of them is opened, and what is looked for. */

import type { KeptThread } from '../state/action';
import type { ConversationKey } from '../state/conversation';
import { holds, wordsWanted } from '../state/search';
import type { ChatMessage } from '../state/state';
import { result, walk } from './database';
import { messageOf, type MessageRecord } from './records';

/** Not read, of one conversation: more are counted as that many. */
const MAX_UNREAD = 100;
const MAX_CANDIDATES = 5_000;
/** Before a message that was looked for. */
const CONTEXT = 20;

export type Reading = Pick<IDBTransaction, 'objectStore'>;

const END = '\uffff';
const inThread = (key: ConversationKey, from: number, to: number = Number.MAX_VALUE): IDBKeyRange =>
    IDBKeyRange.bound([key, from], [key, to]);

/** Of each conversation the last message, all that are not read, and what was still being sent. */
export async function readThreads(transaction: Reading, user: string): Promise<KeptThread[]> {
  const messages = transaction.objectStore('messages');
  const [read, sending] = await Promise.all([
    result(transaction.objectStore('read').getAll() as IDBRequest<{ peer: string; at: number }[]>),
    result(messages.index('fate').getAll('sending') as IDBRequest<MessageRecord[]>),
  ]);
  const readAt = new Map(read.map(({ peer, at }) => [peer, at]));
  const threads: KeptThread[] = [];
  for (let last = await lastBefore(messages, null); last !== null; last = await lastBefore(messages, last.thread)) {
    const key = last.thread;
    const at = readAt.get(key) ?? 0;
    const isUnread = last.from !== user && last.at > at;
    const latest = isUnread ? await readLatest(messages, key, at + 1) : [last];
    const others = sending.filter(({ thread }) => thread === key);
    threads.push({ key, messages: unique([...others, ...latest]), readAt: at, completeFrom: latest[0]!.at });
  }
  return threads;
}

async function readLatest(messages: IDBObjectStore, key: ConversationKey, from: number): Promise<MessageRecord[]> {
  const request = messages.index('place').openCursor(inThread(key, from), 'prev');
  return (await walk<MessageRecord>(request, MAX_UNREAD)).reverse();
}

/** The last message of the last conversation before one, in the order of their keys. */
async function lastBefore(messages: IDBObjectStore, key: ConversationKey | null): Promise<MessageRecord | null> {
  const range = key === null ? null : IDBKeyRange.upperBound([key], true);
  const [last] = await walk<MessageRecord>(messages.index('place').openCursor(range, 'prev'), 1);
  return last ?? null;
}

/**
 * @param before A time (ms since 1970): what was said then, and earlier.
 * @param count How many, unless more are needed to come to `since`.
 * @returns the oldest first.
 */
export async function readOlder(transaction: Reading, key: ConversationKey, before: number, count: number,
    since?: number): Promise<KeptThread> {
  const places = transaction.objectStore('messages').index('place');
  const needed = since === undefined ? 0 : CONTEXT + await result(places.count(inThread(key, since, before)));
  const max = Math.min(Math.max(count, needed), MAX_CANDIDATES);
  const found = await walk<MessageRecord>(places.openCursor(inThread(key, 0, before), 'prev'), max);
  const oldest = found.length < max ? 0 : found.at(-1)!.at;
  // Of one time there may be more than are asked for at once: the next part begins before it.
  const completeFrom = oldest === before && oldest > 0 ? before - 1 : oldest;
  return { key, messages: found.reverse().map(messageOf), readAt: 0, completeFrom };
}

/** All that was said in one since a time (ms since 1970). */
export async function readSince(transaction: Reading, key: ConversationKey, at: number): Promise<ChatMessage[]> {
  const places = transaction.objectStore('messages').index('place');
  return (await result(places.getAll(inThread(key, at), MAX_CANDIDATES) as IDBRequest<MessageRecord[]>)).map(messageOf);
}

/** The latest messages that hold all the words, or words that begin so. */
export async function find(transaction: Reading, typed: string, max: number): Promise<ChatMessage[]> {
  const wanted = wordsWanted(typed);
  const longest = wanted.reduce((best, word) => (word.length > best.length ? word : best), '').match(/[\p{L}\p{N}]+/u)?.[0];
  if (longest === undefined) return [];
  const words = transaction.objectStore('messages').index('words');
  const range = IDBKeyRange.bound(longest, longest + END);
  if (await result(words.count(range)) > MAX_CANDIDATES) return findLatest(transaction, wanted, max); // a word of every day
  const found = await result(words.getAll(range) as IDBRequest<MessageRecord[]>);
  return unique(found.filter(({ text }) => holds(text, wanted))).sort((a, b) => b.at - a.at).slice(0, max);
}

/** Back in time, until enough are found. */
function findLatest(transaction: Reading, wanted: readonly string[], max: number): Promise<ChatMessage[]> {
  return new Promise((resolve, reject) => {
    const found: ChatMessage[] = [];
    const request = transaction.objectStore('messages').index('at').openCursor(null, 'prev');
    request.onerror = () => reject(request.error ?? new Error('IndexedDB failed'));
    request.onsuccess = () => {
      const cursor = request.result;
      if (cursor !== null && holds((cursor.value as MessageRecord).text, wanted)) found.push(messageOf(cursor.value as MessageRecord));
      if (cursor === null || found.length >= max) resolve(found);
      else cursor.continue();
    };
  });
}

function unique(records: MessageRecord[]): ChatMessage[] {
  return [...new Map(records.map(record => [record.key, record])).values()].map(messageOf).sort((a, b) => a.at - b.at);
}
