/** The clients of the shell: each is the chat page in a frame, which takes orders and reports. */

import { useEffect, useRef, useState } from 'react';
import { isReport, type Report } from '../shared/frames';
import { checkName } from '../shared/names';
import { Books } from './books';
import { useFrames } from './useFrames';

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
}

export function useClients(servers: readonly string[]) {
  const [clients, setClients] = useState<readonly ShellClient[]>(() =>
      Array.from({ length: MIN_CLIENTS }).reduce<ShellClient[]>((all, _, key) => [...all, create(key, servers, all)], []));
  const [books, setBooks] = useState(() => ({ current: new Books() }));
  const frames = useFrames();
  const nextKey = useRef(MIN_CLIENTS);
  const latest = useRef({ clients, books: books.current, frames });
  latest.current = { clients, books: books.current, frames };

  const change = (key: number, what: Partial<ShellClient>): void =>
      setClients(all => all.map(client => (client.key === key ? { ...client, ...what } : client)));

  useEffect(() => {
    let isDue = false;
    function hear({ source, origin, data }: MessageEvent): void {
      if (origin !== location.origin || !isReport(data)) return;
      const key = latest.current.frames.keyOf(source);
      const client = latest.current.clients.find(other => other.key === key);
      if (client === undefined) return;
      if (data.report === 'ready') return latest.current.frames.isReady(client.key);
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
    clients,
    books: books.current,
    attach: frames.attach,
    add: () => {
      const key = nextKey.current++;
      setClients(all => (all.length < MAX_CLIENTS ? [...all, create(key, servers, all)] : all));
    },
    remove: (key: number) => setClients(all => (all.length > MIN_CLIENTS ? all.filter(client => client.key !== key) : all)),
    change,
    connect: ({ key, name, server }: ShellClient) => {
      const check = checkName(name);
      if (!check.ok) return change(key, { problem: check.problem });
      change(key, { name: check.name, as: check.name, problem: null });
      frames.order(key, { order: 'connect', name: check.name, server });
    },
    disconnect: ({ key }: ShellClient) => frames.order(key, { order: 'disconnect' }),
    /** Of several clients of that name, any. */
    say: (from: string, to: string, text: string) => {
      const able = latest.current.clients.filter(({ as }) => as === from);
      const client = able[Math.floor(Math.random() * able.length)];
      if (client !== undefined) frames.post(client.key, { order: 'say', to, text });
    },
    forget: () => setBooks(({ current }) => ({ current: new Books(current.ids) })),
  };
}

function create(key: number, servers: readonly string[], others: readonly ShellClient[]): ShellClient {
  const name = NAMES.find(candidate => !others.some(other => other.name === candidate)) ?? `Client ${key + 1}`;
  return { key, name, as: name, server: servers[key % servers.length] ?? 'any', status: 'starting', problem: null };
}

const words = ({ kind, server }: Extract<Report, { report: 'status' }>): string => (kind === 'connected' ? `connected to ${server}` : kind);

function note(books: Books, { key, as }: ShellClient, report: Report): void {
  switch (report.report) {
    case 'sent':
      return books.sent(report.id, key, as, report.to);
    case 'delivered':
      return report.connections > 0 ? books.delivered(report.id) : books.failed(report.id);
    case 'failed':
      return books.failed(report.id);
    case 'arrived':
      return books.arrived(report.id, key, as, report.from, report.to);
    default:
  }
}
