import { useEffect, useState } from 'react';
import { loadServers, type ServerChoice } from '../../shared/servers';

/** Servers come and go while a page is open for days. */
const EVERY_MS = 30_000;

/** The servers of the mesh, as the page's own server knows them; those that it had when it does not answer. */
export function useServers(first: readonly ServerChoice[]): readonly ServerChoice[] {
  const [servers, setServers] = useState(first);
  useEffect(() => {
    const timer = setInterval(() => void look(), EVERY_MS);
    async function look(): Promise<void> {
      const now = await loadServers(location.origin);
      // One that is the page's own alone is what is said without an answer.
      setServers(before => (isSame(before, now) || (now.length === 1 && before.length > 1) ? before : now));
    }
    return () => clearInterval(timer);
  }, []);
  return servers;
}

function isSame(some: readonly ServerChoice[], others: readonly ServerChoice[]): boolean {
  return some.length === others.length && some.every(({ id, url }, index) => id === others[index]!.id && url === others[index]!.url);
}
