/** IndexedDB's requests and transactions as promises: as much of it as the history needs. */

export function result<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB failed'));
  });
}

export function done(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onerror = transaction.onabort = () => reject(transaction.error ?? new Error('IndexedDB failed'));
  });
}

const BLOCKED_MS = 2_000;

type Upgrade = (database: IDBDatabase, transaction: IDBTransaction, from: number) => void;

/** Another tab with an older version of the page lets go of it, as this one does when a newer one comes. */
export async function openDatabase(name: string, version: number, upgrade: Upgrade): Promise<IDBDatabase> {
  const request = indexedDB.open(name, version);
  request.onupgradeneeded = ({ oldVersion }) => upgrade(request.result, request.transaction!, oldVersion);
  const database = await Promise.race([result(request), blocked(request)]);
  database.onversionchange = () => database.close();
  return database;
}

/** A tab with a page of before that did not let go: it is not waited for. */
function blocked(request: IDBOpenDBRequest): Promise<never> {
  return new Promise((_, reject) => {
    request.onblocked = () => setTimeout(() => {
      request.addEventListener('success', () => request.result.close());
      reject(new DOMException('another tab holds an older version', 'VersionError'));
    }, BLOCKED_MS);
  });
}

/** The values that a cursor comes to, as many as are wanted. */
export function walk<T>(request: IDBRequest<IDBCursorWithValue | null>, max: number): Promise<T[]> {
  return new Promise((resolve, reject) => {
    const found: T[] = [];
    request.onsuccess = () => {
      const cursor = request.result;
      if (cursor !== null) found.push(cursor.value as T);
      if (cursor === null || found.length >= max) resolve(found);
      else cursor.continue();
    };
    request.onerror = () => reject(request.error ?? new Error('IndexedDB failed'));
  });
}
