import { describe, expect, it, vi } from 'vitest';
import { cacheFirst, cacheName, dropOthers, fill, networkFirst, planFor, type Precached } from '../../src/worker/plan';

const ORIGIN = 'http://localhost:3001';
const FILES: readonly Precached[] = [['/', 'sha256-a'], ['/assets/index-1.js', 'sha256-b']];
const paths = new Set(FILES.map(([path]) => path));
const plan = (path: string, mode: RequestMode = 'no-cors', method = 'GET') =>
  planFor({ method, mode, url: new URL(path, ORIGIN).href }, ORIGIN, paths);

describe('planFor', () => {
  it.each([['/', '/'], ['/?frame', '/'], ['/shell', '/shell'], ['/mesh.html', '/mesh'], ['/index.html', '/']])('takes a visit to %s for the page %s', (path, page) => {
    expect(plan(path, 'navigate')).toEqual({ kind: 'page', path: page });
  });

  it('takes a file of this version from the cache', () => {
    expect(plan('/assets/index-1.js')).toEqual({ kind: 'file', path: '/assets/index-1.js' });
  });

  it.each(['/api/servers', '/api/mesh', '/socket.io/?EIO=4', '/socket.io/socket.io.js', '/healthz', '/metrics', '/sw.js', '/assets/index-2.js', '/',
    'http://localhost:3002/assets/index-1.js'])('leaves a request for %s alone', path => {
    expect(plan(path)).toBeNull();
  });

  it.each(['/api/mesh', '/healthz', '/assets/index-1.js', 'http://localhost:3002/'])('leaves a visit to %s alone', path => {
    expect(plan(path, 'navigate')).toBeNull();
  });

  it('leaves what sends something alone', () => {
    expect(plan('/assets/index-1.js', 'cors', 'POST')).toBeNull();
  });
});

describe('networkFirst', () => {
  const kept = async () => new Response('kept');
  const text = async (response: Promise<Response>) => (await response).text();

  it('brings the newest', async () => {
    expect(await text(networkFirst(async () => new Response('new'), kept))).toBe('new');
  });

  it('brings a refusal too', async () => {
    expect((await networkFirst(async () => new Response('', { status: 403 }), kept)).status).toBe(403);
  });

  it.each([
    ['no server', () => Promise.reject(new TypeError('fetch failed'))],
    ['a proxy without servers', async () => new Response('', { status: 502 })],
    ['a server that says nothing', () => new Promise<Response>(() => {})],
  ])('opens from the cache with %s', async (_, get) => {
    expect(await text(networkFirst(get, kept, 5))).toBe('kept');
  });

  it('waits for a slow server when nothing is kept', async () => {
    let answer!: (response: Response) => void;
    const response = networkFirst(() => new Promise(resolve => (answer = resolve)), async () => (answer(new Response('late')), undefined), 5);
    expect(await text(response)).toBe('late');
  });

  it('says what went wrong when nothing is kept', async () => {
    await expect(networkFirst(() => Promise.reject(new TypeError('fetch failed')), async () => undefined)).rejects.toThrow('fetch failed');
  });
});

describe('cacheFirst', () => {
  it('asks the server only for what the browser has thrown away', async () => {
    const get = vi.fn(async () => new Response('new'));
    expect(await (await cacheFirst(get, async () => new Response('kept'))).text()).toBe('kept');
    expect(get).not.toHaveBeenCalled();
    expect(await (await cacheFirst(get, async () => undefined)).text()).toBe('new');
  });
});

describe('the caches', () => {
  const storage = (names: string[], addAll: (requests: Request[]) => Promise<void> = async () => {}) => ({
    names,
    open: async (name: string) => (names.includes(name) || names.push(name), { addAll }),
    delete: async (name: string) => names.splice(names.indexOf(name), 1).length > 0,
    keys: async () => [...names],
  });

  it('are of one version, and of these pages alone', async () => {
    const caches = storage([cacheName('old'), cacheName('older'), cacheName('new'), 'of another program']);
    await dropOthers(caches as unknown as CacheStorage, 'new');
    expect(caches.names).toEqual([cacheName('new'), 'of another program']);
  });

  it('have all files or are not there', async () => {
    const caches = storage([], () => Promise.reject(new TypeError('integrity')));
    vi.stubGlobal('Request', class {}); // Node's takes no address without an origin
    await expect(fill(caches as unknown as CacheStorage, 'new', FILES)).rejects.toThrow('integrity');
    expect(caches.names).toEqual([]);
    vi.unstubAllGlobals();
  });
});
