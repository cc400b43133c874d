import { useEffect, useRef, useState } from 'react';
import type { ServerChoice } from '../../shared/servers';
import type { ServerEvent } from '../model/events';
import { answers, type ServerView } from '../model/server';
import { askEvents } from './poll';

/** As many as a server remembers itself; and of the life before, what it had told. */
const MAX_EVENTS = 1_000;

interface Had {
  incarnation: number;
  last: number;
  isAsked: boolean;
}

/** What happened at each server. A server is asked only when its last answer says that there is more. */
export function useEvents(
  servers: readonly ServerChoice[], views: readonly ServerView[], key: string,
): ReadonlyMap<string, readonly ServerEvent[]> {
  const [events, setEvents] = useState<ReadonlyMap<string, readonly ServerEvent[]>>(new Map());
  const had = useRef(new Map<string, Had>());

  useEffect(() => {
    for (const view of views) {
      const { report } = view;
      if (!answers(view) || report!.lastEvent === null) continue;
      const before = had.current.get(view.id);
      const isNewLife = before?.incarnation !== report!.incarnation;
      if (before?.isAsked === true || (!isNewLife && before!.last >= report!.lastEvent)) continue;
      const server = servers.find(({ id }) => id === view.id)!;
      const after = isNewLife ? 0 : before!.last;
      const now: Had = { incarnation: report!.incarnation, last: after, isAsked: true };
      had.current.set(view.id, now);
      void askEvents(server, key, after).then(told => {
        now.isAsked = false;
        if (told === null) return;
        [now.incarnation, now.last] = [told.incarnation, told.last];
        setEvents(all => new Map(all).set(view.id, merge(all.get(view.id) ?? [], told.events, told.incarnation)));
      });
    }
  }, [servers, views, key]);

  return events;
}

/** An entry that comes again is the same with a higher count. Numbers begin anew with each life: an id is one of its life. */
function merge(before: readonly ServerEvent[], told: readonly ServerEvent[], incarnation: number): ServerEvent[] {
  const idOf = (event: ServerEvent): number => event.id + (incarnation % 1_000_000_000) * 10_000;
  const news = told.map(event => ({ ...event, id: idOf(event) }));
  const ids = new Set(news.map(({ id }) => id));
  return [...before.filter(({ id }) => !ids.has(id)), ...news].slice(-MAX_EVENTS);
}
