/** The stores and indexes of a user's history, and how one of an earlier version becomes this one. */

import type { ChatMessage } from '../state/state';
import { recordOf } from './records';

export const VERSION = 2;

/** Before version 2 there were neither conversations to look by, nor words, nor files. */
export function upgrade(database: IDBDatabase, transaction: IDBTransaction, from: number, user: string): void {
  if (from < 1) {
    database.createObjectStore('messages', { keyPath: 'key' }).createIndex('at', 'at');
    database.createObjectStore('read', { keyPath: 'peer' });
  }
  const messages = transaction.objectStore('messages');
  messages.createIndex('place', ['thread', 'at']);
  messages.createIndex('words', 'words', { multiEntry: true });
  messages.createIndex('fate', 'delivery.kind');
  database.createObjectStore('files', { keyPath: 'key' }).createIndex('at', 'at');
  if (from === 1) rewrite(messages, user);
}

function rewrite(messages: IDBObjectStore, user: string): void {
  const cursor = messages.openCursor();
  cursor.onsuccess = () => {
    if (cursor.result === null) return;
    cursor.result.update(recordOf(cursor.result.value as ChatMessage, user));
    cursor.result.continue();
  };
}
