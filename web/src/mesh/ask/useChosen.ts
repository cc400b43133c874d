import { useSyncExternalStore } from 'react';

/** What the address says: `#server=server-1`, with `&user=Anna` only her connections. The Back button goes back to all servers. */
export interface Chosen {
  server: string;
  user: string;
}

function subscribe(changed: () => void): () => void {
  addEventListener('hashchange', changed);
  return () => removeEventListener('hashchange', changed);
}

export function readHash(hash: string): Chosen {
  const fields = new URLSearchParams(hash.replace(/^#/, ''));
  return { server: fields.get('server') ?? '', user: fields.get('user') ?? '' };
}

export const addressOf = (server: string, user = ''): string =>
  `#${new URLSearchParams({ server, ...(user === '' ? {} : { user }) })}`;

export const useChosen = (): Chosen => readHash(useSyncExternalStore(subscribe, () => location.hash));
