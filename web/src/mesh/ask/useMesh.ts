import { useEffect, useState } from 'react';
import type { ServerChoice } from '../../shared/servers';
import { unheard, update, type Answer, type ServerView } from '../model/server';
import { ask, pauseFor } from './poll';

/** Answers that come together are drawn together: 40 servers are one or two drawings a round, not 40. */
const GATHER_MS = 60;

/** The servers as they answer. All are asked in the same moment; who has not answered yet is left out of a round. */
export function useMesh(servers: readonly ServerChoice[], key: string): readonly ServerView[] {
  const [views, setViews] = useState<readonly ServerView[]>(() => servers.map(({ id }) => unheard(id)));

  const [of, setOf] = useState(servers);
  if (of !== servers) {
    setOf(servers);
    setViews(servers.map(({ id }) => views.find(view => view.id === id) ?? unheard(id)));
  }

  useEffect(() => {
    const asked = new Set<string>();
    const answers = new Map<string, { answer: Answer; at: number }>();
    let drawing: ReturnType<typeof setTimeout> | undefined;
    let rounds: ReturnType<typeof setTimeout> | undefined;
    let isOver = false;

    const draw = (): void => {
      const told = new Map(answers);
      answers.clear();
      drawing = undefined;
      setViews(all => all.map(view => {
        const news = told.get(view.id);
        return news === undefined ? view : update(view, news.answer, news.at);
      }));
    };
    const round = (): void => {
      rounds = setTimeout(round, pauseFor(servers.length, document.hidden));
      for (const server of servers) {
        if (asked.has(server.id)) continue;
        asked.add(server.id);
        void ask(server, key).then(answer => {
          asked.delete(server.id);
          if (isOver) return;
          answers.set(server.id, { answer, at: Date.now() });
          drawing ??= setTimeout(draw, GATHER_MS);
        });
      }
    };

    round();
    const resume = (): void => {
      clearTimeout(rounds);
      round();
    };
    document.addEventListener('visibilitychange', resume);
    return () => {
      isOver = true;
      document.removeEventListener('visibilitychange', resume);
      clearTimeout(rounds);
      clearTimeout(drawing);
    };
  }, [servers, key]);

  return views;
}
