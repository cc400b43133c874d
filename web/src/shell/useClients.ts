/** The clients of the shell: each is the chat page in a frame, which takes orders and reports. */

import { useCallback, useEffect, useRef, useState } from 'react';
import { isReport, type Order, type Report } from '../shared/frames';
import { Books } from './books';

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
}

export function useClients(servers: readonly string[]) {
  const [clients, setClients] = useState<readonly ShellClient[]>(() => Array.from({ length: MIN_CLIENTS }).reduce<ShellClient[]>((all, _, key) => [...all, create(key, servers, all)], []));
  const [books, setBooks] = useState(() => ({ current: new Books() }));
  const frames = useRef(new Map<number, HTMLIFrameElement>());
  const nextKey = useRef(MIN_CLIENTS);
  const latest = useRef({ clients, books: books.current });
  latest.current = { clients, books: books.current };

  useEffect(() => {
    let isDue = false;
    function hear({ source, origin, data }: MessageEvent): void {
      if (origin !== location.origin || !isReport(data)) return;
      const client = latest.current.clients.find(({ key }) => frames.current.get(key)?.contentWindow === source);
      if (client === undefined) return;
      if (data.report === 'status') setClients(all => all.map(other => (other.key === client.key ? { ...other, status: words(data) } : other)));
      note(latest.current.books, client.as, data);
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

  const order = useCallback((key: number, what: Order) => frames.current.get(key)?.contentWindow?.postMessage(what, location.origin), []);

  return {
    clients,
    books: books.current,
    attach: (key: number, frame: HTMLIFrameElement | null) => void (frame === null ? frames.current.delete(key) : frames.current.set(key, frame)),
    add: () => {
      const key = nextKey.current++;
      setClients(all => (all.length < MAX_CLIENTS ? [...all, create(key, servers, all)] : all));
    },
    remove: (key: number) => setClients(all => (all.length > MIN_CLIENTS ? all.filter(client => client.key !== key) : all)),
    change: (key: number, what: Partial<ShellClient>) => setClients(all => all.map(client => (client.key === key ? { ...client, ...what } : client))),
    connect: ({ key, name, server }: ShellClient) => {
      setClients(all => all.map(client => (client.key === key ? { ...client, as: name } : client)));
      order(key, { order: 'connect', name, server });
    },
    disconnect: ({ key }: ShellClient) => order(key, { order: 'disconnect' }),
    say: (from: string, to: string, text: string) => {
      const client = latest.current.clients.find(({ as }) => as === from);
      if (client !== undefined) order(client.key, { order: 'say', to, text });
    },
    forget: () => setBooks(({ current }) => ({ current: new Books(current.ids) })),
  };
}

function create(key: number, servers: readonly string[], others: readonly ShellClient[]): ShellClient {
  const name = NAMES.find(candidate => !others.some(other => other.name === candidate)) ?? `Client ${key + 1}`;
  return { key, name, as: name, server: servers[key % servers.length] ?? 'any', status: 'starting' };
}

const words = ({ kind, server }: Extract<Report, { report: 'status' }>): string => (kind === 'connected' ? `connected to ${server}` : kind);

function note(books: Books, name: string, report: Report): void {
  switch (report.report) {
    case 'sent':
      return books.sent(report.id, name, report.to);
    case 'delivered':
      return report.connections > 0 ? books.delivered(report.id) : books.failed(report.id);
    case 'failed':
      return books.failed(report.id);
    case 'arrived':
      return books.arrived(name, report.id, report.from, report.to);
    default:
  }
}
