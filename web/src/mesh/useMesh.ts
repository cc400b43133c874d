import { useEffect, useState } from 'react';
import type { ServerChoice } from '../shared/servers';
import { unheard, update, type ServerView } from './model';
import { ask, EVERY_MS } from './poll';

/** The servers as they answer. */
export function useMesh(servers: readonly ServerChoice[], key: string): readonly ServerView[] {
  const [views, setViews] = useState<readonly ServerView[]>(() => servers.map(({ id }) => unheard(id)));

  useEffect(() => {
    let isOver = false;
    async function follow(server: ServerChoice): Promise<void> {
      while (!isOver) {
        const asked = Date.now();
        const answer = await ask(server, key);
        if (isOver) return;
        setViews(all => all.map(view => (view.id === server.id ? update(view, answer, Date.now()) : view)));
        await new Promise(resolve => setTimeout(resolve, Math.max(0, asked + EVERY_MS - Date.now())));
      }
    }
    for (const server of servers) void follow(server);
    return () => {
      isOver = true;
    };
  }, [servers, key]);

  return views;
}
