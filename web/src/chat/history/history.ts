/** What was said, kept by this browser for each user of it: the servers keep nothing. */

import type { Shelf } from '../files/files';
import type { KeptThread } from '../state/action';
import type { ConversationKey } from '../state/conversation';
import { changed, type Change } from '../state/changes';
import { keyOf } from '../state/messages';
import type { ChatMessage } from '../state/state';
import { done, openDatabase, result, walk } from './database';
import { withKnownFate } from './fate';
import { find, readOlder, readSince, readThreads } from './reading';
import { messageOf, recordOf, type MessageRecord } from './records';
import { upgrade, VERSION } from './schema';
import { isFull } from './trouble';

/** Of one user, over all conversations; the oldest go first. */
export const MAX_KEPT = 100_000;
export const MAX_FILES = 200;
const PRUNE_EVERY = 200;

export interface History extends Shelf {
  /** All conversations, of each the latest. */
  load(): Promise<KeptThread[]>;
  /** What was said in one up to a time (ms since 1970): so many, or all since another time. */
  older(key: ConversationKey, before: number, count: number, since?: number): Promise<KeptThread>;
  /** What was said in one since a time (ms since 1970). */
  since(key: ConversationKey, at: number): Promise<ChatMessage[]>;
  /** Messages that hold what was typed, the latest first. */
  find(typed: string, max: number): Promise<ChatMessage[]>;
  all(): Promise<ChatMessage[]>;
  /**
   * Keeps messages, or what has become of those that are kept. Another window of the same user may keep them too. When the browser has
   * no room for more, the older half of all goes.
   */
  put(messages: readonly ChatMessage[]): Promise<void>;
  /** What was done to a message that is kept. */
  change(change: Change): Promise<void>;
  setRead(key: ConversationKey, at: number): Promise<void>;
  /** @param key One conversation; all without it. */
  clear(key?: ConversationKey): Promise<void>;
  close(): void;
}

export async function openHistory(user: string, max: number = MAX_KEPT): Promise<History> {
  const database = await openDatabase(`gossamer ${user}`, VERSION, (created, transaction, from) =>
    upgrade(created, transaction, from, user));
  let puts = 0;

  /** @param most How many may stay. */
  async function prune(name: 'messages' | 'files', most: (kept: number) => number): Promise<void> {
    const transaction = database.transaction(name, 'readwrite');
    const store = transaction.objectStore(name);
    const kept = await result(store.count());
    let excess = kept - most(kept);
    const cursor = store.index('at').openCursor();
    cursor.onsuccess = () => {
      if (excess-- <= 0 || cursor.result === null) return;
      cursor.result.delete();
      cursor.result.continue();
    };
    await done(transaction);
  }

  async function write(messages: readonly ChatMessage[]): Promise<void> {
    const transaction = database.transaction(['messages', 'files'], 'readwrite');
    try {
      for (const message of messages) await putOne(transaction, message, user);
      await done(transaction);
    } catch (problem) {
      throw transaction.error ?? problem; // a request after the one that found no room knows only that all was given up
    }
  }

  return {
    async load() {
      await prune('messages', () => max);
      return readThreads(database.transaction(['messages', 'read']), user);
    },
    older: (key, before, count, since) => readOlder(database.transaction('messages'), key, before, count, since),
    since: (key, at) => readSince(database.transaction('messages'), key, at),
    find: (typed, count) => find(database.transaction('messages'), typed, count),
    async all() {
      const index = database.transaction('messages').objectStore('messages').index('at');
      return (await result(index.getAll() as IDBRequest<MessageRecord[]>)).map(messageOf);
    },
    async put(messages) {
      try {
        await write(messages);
      } catch (problem) {
        if (!isFull(problem)) throw problem;
        await prune('files', () => 0);
        await prune('messages', kept => Math.floor(kept / 2));
        await write(messages);
      }
      puts += messages.length;
      if (puts < PRUNE_EVERY) return;
      puts = 0;
      await prune('messages', () => max);
    },
    async change(change) {
      const transaction = database.transaction(['messages', 'files'], 'readwrite');
      const store = transaction.objectStore('messages');
      const known = await result(store.get(keyOf(change)) as IDBRequest<MessageRecord | undefined>);
      if (known !== undefined) store.put(recordOf(changed(messageOf(known), change), user));
      if (change.type === 'deleted') transaction.objectStore('files').delete(keyOf(change));
      await done(transaction);
    },
    async setRead(peer, at) {
      const transaction = database.transaction('read', 'readwrite');
      const store = transaction.objectStore('read');
      const known = await result(store.get(peer) as IDBRequest<{ at: number } | undefined>);
      store.put({ peer, at: Math.max(at, known?.at ?? 0) }); // another tab may have read further
      await done(transaction);
    },
    async clear(key) {
      const transaction = database.transaction(['messages', 'read', 'files'], 'readwrite');
      if (key === undefined) for (const name of ['messages', 'read', 'files']) transaction.objectStore(name).clear();
      else await clearOne(transaction, key);
      await done(transaction);
    },
    async putFile(key, file) {
      const transaction = database.transaction('files', 'readwrite');
      transaction.objectStore('files').put({ key, file, at: Date.now() });
      await done(transaction);
      await prune('files', () => MAX_FILES);
    },
    async getFile(key) {
      const kept = await result(database.transaction('files').objectStore('files').get(key) as IDBRequest<{ file: Blob } | undefined>);
      return kept?.file ?? null;
    },
    close: () => database.close(),
  };
}

async function putOne(transaction: IDBTransaction, message: ChatMessage, user: string): Promise<void> {
  const store = transaction.objectStore('messages');
  const record = recordOf(message, user);
  const known = await result(store.get(record.key) as IDBRequest<MessageRecord | undefined>);
  if (message.isDeleted) transaction.objectStore('files').delete(record.key);
  store.put({ ...withKnownFate(message, known && messageOf(known)), key: record.key, thread: record.thread, words: record.words });
}

async function clearOne(transaction: IDBTransaction, key: ConversationKey): Promise<void> {
  transaction.objectStore('read').delete(key);
  const range = IDBKeyRange.bound([key, 0], [key, Number.MAX_VALUE]);
  const records = await walk<MessageRecord>(transaction.objectStore('messages').index('place').openCursor(range), Number.MAX_SAFE_INTEGER);
  for (const record of records) {
    transaction.objectStore('messages').delete(record.key);
    transaction.objectStore('files').delete(record.key);
  }
}
