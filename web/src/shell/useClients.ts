/** The clients of the shell: each is the chat page in a frame, which takes orders and reports. */

import { useEffect, useRef, useState } from 'react';
import { isReport, type Report } from '../shared/frames';
import { checkName } from '../shared/names';
import { Books } from './books';
import type { Line } from './script';
import { useFrames } from './useFrames';
import { useRooms, type RoomState, type Seats } from './useRooms';

export type { RoomState };

export const MIN_CLIENTS = 2;
export const MAX_CLIENTS = 12;
const REDRAW_MS = 250;
const NAMES = ['Anna', 'Billy', 'Carl', 'Dora', 'Emil', 'Fatima', 'Gus', 'Hana', 'Ivan', 'Juno', 'Kofi', 'Lena'];

export interface ShellClient {
  key: number;
  name: string;
  /** As whom it was connected last: what is in the field may be meant for later. */
  as: string;
  server: string;
  status: string;
  /** What is wrong with the name. */
  problem: string | null;
  /** Where it is to be. */
  rooms: Seats;
}

type Own = Omit<ShellClient, 'rooms'>;

export function useClients(servers: readonly string[]) {
  const [clients, setClients] = useState<readonly Own[]>(() =>
      Array.from({ length: MIN_CLIENTS }).reduce<Own[]>((all, _, key) => [...all, create(key, servers, all)], []));
  const [books, setBooks] = useState(() => ({ current: new Books() }));
  const frames = useFrames();
  const rooms = useRooms(frames.post);
  const nextKey = useRef(MIN_CLIENTS);
  const latest = useRef({ clients, books: books.current, frames, rooms });
  latest.current = { clients, books: books.current, frames, rooms };

  const change = (key: number, what: Partial<Own>): void =>
      setClients(all => all.map(client => (client.key === key ? { ...client, ...what } : client)));

  useEffect(() => {
    let isDue = false;
    function hear({ source, origin, data }: MessageEvent): void {
      if (origin !== location.origin || !isReport(data)) return;
      const key = latest.current.frames.keyOf(source);
      const client = latest.current.clients.find(other => other.key === key);
      if (client === undefined) return;
      if (data.report === 'ready') {
        latest.current.frames.isReady(client.key);
        return latest.current.rooms.isReady(client.key);
      }
      latest.current.rooms.hear(client.key, data);
      if (data.report === 'status') change(client.key, { status: words(data) });
      note(latest.current.books, client, data);
      if (isDue) return;
      isDue = true;
      setTimeout(() => {
        isDue = false;
        setBooks(({ current }) => ({ current }));
      }, REDRAW_MS);
    }
    addEventListener('message', hear);
    return () => removeEventListener('message', hear);
  }, []);

  return {
    clients: clients.map((client): ShellClient => ({ ...client, rooms: rooms.seatsOf(client.key) })),
    rooms,
    books: books.current,
    attach: frames.attach,
    add: () => {
      const key = nextKey.current++;
      setClients(all => (all.length < MAX_CLIENTS ? [...all, create(key, servers, all)] : all));
    },
    remove: (key: number) => {
      if (clients.length <= MIN_CLIENTS) return;
      setClients(all => all.filter(client => client.key !== key));
      rooms.forget(key);
    },
    change,
    connect: ({ key, name, server }: Own) => {
      const check = checkName(name);
      if (!check.ok) return change(key, { problem: check.problem });
      change(key, { name: check.name, as: check.name, problem: null });
      frames.order(key, { order: 'connect', name: check.name, server });
    },
    disconnect: ({ key }: Own) => frames.order(key, { order: 'disconnect' }),
    /** Of several clients of that name, any. */
    say: ({ from, to, text, isToRoom }: Line) => {
      const able = latest.current.clients.filter(({ as, key }) => as === from && (!isToRoom || rooms.seatsOf(key).get(to) === 'in'));
      const client = able[Math.floor(Math.random() * able.length)];
      if (client !== undefined) frames.post(client.key, isToRoom ? { order: 'say in', room: to, text } : { order: 'say', to, text });
    },
    forget: () => setBooks(({ current }) => ({ current: new Books(current.ids) })),
  };
}

function create(key: number, servers: readonly string[], others: readonly Own[]): Own {
  const name = NAMES.find(candidate => !others.some(other => other.name === candidate)) ?? `Client ${key + 1}`;
  return { key, name, as: name, server: servers[key % servers.length] ?? 'any', status: 'starting', problem: null };
}

const words = ({ kind, server }: Extract<Report, { report: 'status' }>): string => (kind === 'connected' ? `connected to ${server}` : kind);

function note(books: Books, { key, as }: Own, report: Report): void {
  switch (report.report) {
    case 'sent':
      return books.sent(report.id, key, as, report.to);
    case 'delivered':
      return books.delivered(report.id, report.connections);
    case 'failed':
      return books.failed(report.id);
    case 'arrived':
      return books.arrived(report.id, key, as, report.from, report.to);
    case 'said':
      return books.said(report.id, key, as, report.room);
    case 'heard':
      return books.heard(report.id, key, as, report.from, report.room);
    default:
  }
}
