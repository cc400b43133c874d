/** What was said, kept by this browser for each user of it: the servers keep nothing. */

import { keyOf } from '../state/messages';
import type { ChatMessage } from '../state/state';
import { done, openDatabase, result } from './database';
import { withKnownFate } from './fate';
import { isFull } from './trouble';

/** Of one user, over all threads; the oldest go first. */
export const MAX_KEPT = 20_000;
const PRUNE_EVERY = 200;

type Kept = ChatMessage & { key: string };

export interface History {
  load(): Promise<{ messages: ChatMessage[]; readAt: Map<string, number> }>;
  /**
   * Keeps messages, or what has become of those that are kept. Another window of the same user may keep them too. When the browser has
   * no room for more, the older half of all goes.
   */
  put(messages: readonly ChatMessage[]): Promise<void>;
  setRead(peer: string, at: number): Promise<void>;
  clear(): Promise<void>;
  close(): void;
}

export async function openHistory(user: string, max: number = MAX_KEPT): Promise<History> {
  const database = await openDatabase(`gossamer ${user}`, 1, created => {
    created.createObjectStore('messages', { keyPath: 'key' }).createIndex('at', 'at');
    created.createObjectStore('read', { keyPath: 'peer' });
  });
  let puts = 0;

  /** @param most How many may stay. */
  async function prune(most: (kept: number) => number): Promise<void> {
    const transaction = database.transaction('messages', 'readwrite');
    const store = transaction.objectStore('messages');
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
    const transaction = database.transaction('messages', 'readwrite');
    const store = transaction.objectStore('messages');
    try {
      for (const message of messages) await putOne(store, message);
      await done(transaction);
    } catch (problem) {
      throw transaction.error ?? problem; // a request after the one that found no room knows only that all was given up
    }
  }

  return {
    async load() {
      await prune(() => max);
      const transaction = database.transaction(['messages', 'read']);
      const [kept, read] = await Promise.all([
        result(transaction.objectStore('messages').index('at').getAll() as IDBRequest<Kept[]>),
        result(transaction.objectStore('read').getAll() as IDBRequest<{ peer: string; at: number }[]>),
      ]);
      return { messages: kept.map(({ key: _, ...message }) => message), readAt: new Map(read.map(({ peer, at }) => [peer, at])) };
    },
    async put(messages) {
      try {
        await write(messages);
      } catch (problem) {
        if (!isFull(problem)) throw problem;
        await prune(kept => Math.floor(kept / 2));
        await write(messages);
      }
      puts += messages.length;
      if (puts < PRUNE_EVERY) return;
      puts = 0;
      await prune(() => max);
    },
    async setRead(peer, at) {
      const transaction = database.transaction('read', 'readwrite');
      const store = transaction.objectStore('read');
      const known = await result(store.get(peer) as IDBRequest<{ at: number } | undefined>);
      store.put({ peer, at: Math.max(at, known?.at ?? 0) }); // another tab may have read further
      await done(transaction);
    },
    async clear() {
      const transaction = database.transaction(['messages', 'read'], 'readwrite');
      transaction.objectStore('messages').clear();
      transaction.objectStore('read').clear();
      await done(transaction);
    },
    close: () => database.close(),
  };
}

async function putOne(store: IDBObjectStore, message: ChatMessage): Promise<void> {
  const key = keyOf(message);
  const known = await result(store.get(key) as IDBRequest<Kept | undefined>);
  if (message.replaces !== undefined) store.delete(keyOf({ id: message.replaces, from: message.from }));
  store.put({ ...withKnownFate(message, known), key });
}
