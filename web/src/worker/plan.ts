/**
 * What the service worker does with a request. Pages come from the network, so that they are the newest, and from the cache when no
 * server answers in time; the files that a page of this version consists of come from the cache. All else - `/api`, `/socket.io`,
 * `/healthz`, `/metrics`, other servers - it leaves alone: what is not in the list of files is never kept.
 */

/** A server that is dead refuses at once; a machine that is dead says nothing at all. */
export const PAGE_WITHIN_MS = 2_500;

const PREFIX = 'gossamer-pages-';
const PAGES = new Set(['/', '/shell', '/mesh']);
const OTHER_SPELLINGS: Readonly<Record<string, string>> = { '/index.html': '/', '/shell.html': '/shell', '/mesh.html': '/mesh' };

export type Plan = { kind: 'page' | 'file'; path: string } | null;

/** Address and digest of a file of this version. */
export type Precached = readonly [path: string, integrity: string];

/** @param files Where the files of this version are. @returns null: it is none of the worker's. */
export function planFor({ method, mode, url }: Pick<Request, 'method' | 'mode' | 'url'>, origin: string, files: ReadonlySet<string>): Plan {
  const asked = new URL(url);
  if (method !== 'GET' || asked.origin !== origin) return null;
  const path = OTHER_SPELLINGS[asked.pathname] ?? asked.pathname;
  if (mode === 'navigate') return PAGES.has(path) ? { kind: 'page', path } : null;
  return files.has(path) && !PAGES.has(path) ? { kind: 'file', path } : null;
}

export const cacheName = (revision: string): string => `${PREFIX}${revision}`;

/** All files or none: with some of them a page would open and not work. */
export async function fill(caches: CacheStorage, revision: string, files: readonly Precached[]): Promise<void> {
  const cache = await caches.open(cacheName(revision));
  try {
    await cache.addAll(files.map(([path, integrity]) => new Request(path, { integrity, cache: 'no-cache' })));
  } catch (problem) {
    await caches.delete(cacheName(revision));
    throw problem;
  }
}

/** So that there is one version at a time. */
export async function dropOthers(caches: CacheStorage, revision: string): Promise<void> {
  const others = (await caches.keys()).filter(name => name.startsWith(PREFIX) && name !== cacheName(revision));
  await Promise.all(others.map(name => caches.delete(name)));
}

/** The network's answer, when it comes in time and is one: a proxy before dead servers says 502, 503 or 504. */
export async function networkFirst(fetchPage: () => Promise<Response>, kept: () => Promise<Response | undefined>,
    withinMs: number = PAGE_WITHIN_MS): Promise<Response> {
  const fresh = fetchPage();
  const usable = fresh.then(response => (response.status < 500 ? response : null), () => null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<null>(resolve => {
    timer = setTimeout(() => resolve(null), withinMs);
  });
  const inTime = await Promise.race([usable, late]);
  clearTimeout(timer);
  return inTime ?? (await kept()) ?? fresh;
}

/** The kept file, or, where the browser has thrown it away, the server's. */
export async function cacheFirst(fetchFile: () => Promise<Response>, kept: () => Promise<Response | undefined>): Promise<Response> {
  return (await kept()) ?? fetchFile();
}
