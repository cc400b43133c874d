/** What the page asks servers. One that does not answer within a second is taken for dead: so a death is seen within two. */

import type { ServerChoice } from '../../shared/servers';
import type { ServerEvent } from '../model/events';
import type { Answer } from '../model/server';
import { readReport } from './status';

export const EVERY_MS = 750;

/** Each answer of one of 40 has 40 links: half as often they cost the browser half, and a death is seen within three seconds. */
const MANY = 20;
const EVERY_MS_OF_MANY = 1_500;

/** Nobody looks: only the title is read, and sooner or later. */
const EVERY_MS_HIDDEN = 3_000;

export const pauseFor = (servers: number, isHidden: boolean): number =>
  (isHidden ? EVERY_MS_HIDDEN : servers >= MANY ? EVERY_MS_OF_MANY : EVERY_MS);
const ANSWER_WITHIN_MS = 1_000;

/** By so much a time-out is late when it is this page that stood still: a laptop that slept, a browser with too much to do. */
const LATE_MS = 500;

/** Nothing hangs on these: they may take longer than a sign of life. */
const DETAILS_WITHIN_MS = 5_000;

/** What a key is made of, and a header can carry: fetch throws at all else, as at a dead server. */
const ABLE = /^[\x20-\x7e]*$/;

/** A silence that may be the page's own is asked about once more. */
export async function ask(server: ServerChoice, key: string, get: typeof fetch = fetch): Promise<Answer> {
  const asked = Date.now();
  const answer = await askOnce(server, key, get);
  return answer.kind === 'silent' && Date.now() - asked > ANSWER_WITHIN_MS + LATE_MS ? askOnce(server, key, get) : answer;
}

async function askOnce(server: ServerChoice, key: string, get: typeof fetch): Promise<Answer> {
  if (!ABLE.test(key)) return { kind: 'refused', message: 'That is not the key.', refusedKey: key };
  try {
    const response = await request(server, '/api/mesh', key, ANSWER_WITHIN_MS, get);
    const body: unknown = await response.json();
    const report = response.ok ? readReport(body) : null;
    if (report !== null) return { kind: 'report', report };
    const error = errorOf(body);
    const refusedKey = error?.code === 'operator-key' ? key : null;
    return { kind: 'refused', message: error?.message ?? `HTTP ${response.status}`, refusedKey };
  } catch {
    return { kind: 'silent' };
  }
}

/** What has happened since `after`, and the next question's `after`. Null: no answer, or from a server of a version that has none. */
export async function askEvents(
  server: ServerChoice, key: string, after: number, get: typeof fetch = fetch,
): Promise<{ incarnation: number; events: ServerEvent[]; last: number } | null> {
  try {
    const response = await request(server, `/api/mesh/events?after=${after}`, key, DETAILS_WITHIN_MS, get);
    return response.ok ? readEvents(await response.json(), Date.now()) : null;
  } catch {
    return null;
  }
}

export interface Whereabouts {
  user: string;
  servers: { id: string; connections: number }[];
}

/** Where a user is, or why that is not known. */
export async function askUser(server: ServerChoice, key: string, name: string, get: typeof fetch = fetch): Promise<Whereabouts | string> {
  try {
    const response = await request(server, `/api/users/${encodeURIComponent(name)}`, key, DETAILS_WITHIN_MS, get);
    const body = await response.json() as { user?: unknown; servers?: unknown };
    if (!response.ok) return errorOf(body)?.message ?? `HTTP ${response.status}`;
    const servers = (Array.isArray(body.servers) ? body.servers : []).filter(isLocation);
    return typeof body.user === 'string' ? { user: body.user, servers } : `${server.id} answers what this page does not understand`;
  } catch {
    return `${server.id} does not answer`;
  }
}

export interface Connection {
  id: string;
  user: string | null;
  transport: string;
  eio: number;
  address: string | null;
  since: number;
  rooms: number;
  waitingBytes: number;
}

export interface ConnectionPage {
  total: number;
  connections: Connection[];
  next: string | null;
}

export const PAGE_SIZE = 50;

export async function askConnections(
  server: ServerChoice, key: string, after: string, user: string, get: typeof fetch = fetch,
): Promise<ConnectionPage | string> {
  const query = new URLSearchParams({ limit: `${PAGE_SIZE}`, ...(after === '' ? {} : { after }), ...(user === '' ? {} : { user }) });
  try {
    const response = await request(server, `/api/connections?${query}`, key, DETAILS_WITHIN_MS, get);
    const body = await response.json() as ConnectionPage;
    if (!response.ok) return errorOf(body)?.message ?? `HTTP ${response.status}`;
    return Array.isArray(body.connections) ? body : `${server.id} answers what this page does not understand`;
  } catch {
    return `${server.id} does not answer`;
  }
}

const request = (server: ServerChoice, path: string, key: string, within: number, get: typeof fetch): Promise<Response> => get(
  `${server.url}${path}`,
  { headers: key === '' ? {} : { authorization: `Bearer ${key}` }, signal: AbortSignal.timeout(within), cache: 'no-store' },
);

const errorOf = (body: unknown) => (body as { error?: { code?: string; message?: string } } | null)?.error;

const isLocation = (value: unknown): value is { id: string; connections: number } => {
  const location = value as { id?: unknown; connections?: unknown } | null;
  return typeof location?.id === 'string' && typeof location.connections === 'number';
};

/** Times are the server's, whose clock may be another one: they are moved by what both call now. */
function readEvents(value: unknown, now: number): { incarnation: number; events: ServerEvent[]; last: number } | null {
  const answer = value as { incarnation?: unknown; now?: unknown; events?: unknown; last?: unknown } | null;
  if (typeof answer?.incarnation !== 'number' || typeof answer.now !== 'number' || typeof answer.last !== 'number') return null;
  const ahead = answer.now - now;
  const events = (Array.isArray(answer.events) ? answer.events : []).flatMap((event: Record<string, unknown> | null) => {
    const { id, kind, at, last, count } = event ?? {};
    const isOne = typeof id === 'number' && typeof kind === 'string' && typeof at === 'number' && typeof last === 'number';
    return isOne ? [{ id, kind, first: at - ahead, last: last - ahead, count: typeof count === 'number' ? count : 1,
      peer: text(event!.peer), direction: text(event!.direction), reason: text(event!.reason), text: text(event!.text) }] : [];
  });
  return { incarnation: answer.incarnation, events, last: answer.last };
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
