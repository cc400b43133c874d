/// <reference lib="webworker" />
/** The service worker: `plan.ts` between the browser's events and its caches. */

import { cacheFirst, cacheName, dropOthers, fill, networkFirst, planFor, type Precached } from './plan';

declare const self: ServiceWorkerGlobalScope;
declare const PRECACHE: readonly Precached[]; // these two come from the build
declare const REVISION: string;

const files: ReadonlySet<string> = new Set(PRECACHE.map(([path]) => path));

// A new version does not wait for the tabs of the old one: those have loaded all that they need, and the next page to open is new.
self.addEventListener('install', event => event.waitUntil(fill(caches, REVISION, PRECACHE).then(() => self.skipWaiting())));
self.addEventListener('activate', event => event.waitUntil(dropOthers(caches, REVISION)));

self.addEventListener('fetch', event => {
  const { request } = event;
  const plan = planFor(request, self.location.origin, files);
  if (plan === null) return;
  const kept = async (): Promise<Response | undefined> =>
    (await caches.open(cacheName(REVISION))).match(plan.path, { ignoreVary: true });
  event.respondWith((plan.kind === 'page' ? networkFirst : cacheFirst)(() => fetch(request), kept));
});
