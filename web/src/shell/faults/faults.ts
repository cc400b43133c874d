/** Faults by hand, as `/api/faults` of docs/protocol.md tells them: which servers there are to stop, and which links to cut. */

export interface FaultLink {
  to: string;
  /** As the server sees the link on which it tells: up, open, connecting, down. */
  state: string;
  isCut: boolean;
  /** Milliseconds until it heals by itself. */
  healsInMs: number | null;
}

export interface FaultServer {
  id: string;
  state: 'running' | 'stopping' | 'stopped' | 'starting';
  canStop: boolean;
  startsInMs: number | null;
  links: readonly FaultLink[];
  /** The address that answers for it. */
  at: string;
}

/** Two servers, and what each tells the other on; null: that server is not there to ask. */
export interface Pair {
  one: string;
  other: string;
  there: FaultLink | null;
  back: FaultLink | null;
}

export type Kind = 'cut' | 'heal' | 'stop' | 'start';
export type Fault = { kind: 'cut' | 'heal'; from: string; to: string } | { kind: 'stop' | 'start'; server: string };

export type Faults = { kind: 'there'; servers: readonly FaultServer[]; healAfterMs: number } | { kind: 'refused'; why: string };

const ANSWER_WITHIN_MS = 2_000;
const STATES: readonly unknown[] = ['running', 'stopping', 'stopped', 'starting'];

type Fields = Record<string, unknown>;
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;
const list = (value: unknown): Fields[] => (Array.isArray(value) ? value.filter(isFields) : []);
const time = (value: unknown): number | null => (typeof value === 'number' ? value : null);

function readServer(value: Fields, at: string): FaultServer[] {
  const { id, state, canStop, startsInMs, links } = value;
  if (typeof id !== 'string' || !STATES.includes(state)) return [];
  return [{ id, state: state as FaultServer['state'], canStop: canStop === true, startsInMs: time(startsInMs), at,
    links: list(links).flatMap(({ to, state: how, isCut, healsInMs }) => (typeof to === 'string' && typeof how === 'string'
      ? [{ to, state: how, isCut: isCut === true, healsInMs: time(healsInMs) }] : [])) }];
}

/** What one address answered. @param at Where. */
export function readFaults(answer: unknown, at: string): Faults {
  if (!isFields(answer)) return { kind: 'refused', why: 'The server answered something unknown.' };
  if (isFields(answer.error)) return { kind: 'refused', why: `Refused: ${String(answer.error.message)}.` };
  const servers = list(answer.servers).flatMap(server => readServer(server, at));
  return { kind: 'there', servers, healAfterMs: time(answer.healAfterMs) ?? 0 };
}

/** All answers as one: of a server that several tell of, what the first says. */
export function together(answers: readonly Faults[]): Faults {
  const there = answers.filter(answer => answer.kind === 'there');
  const servers = new Map<string, FaultServer>();
  for (const server of there.flatMap(answer => answer.servers)) if (!servers.has(server.id)) servers.set(server.id, server);
  if (servers.size === 0) return answers.find(answer => answer.kind === 'refused') ?? { kind: 'refused', why: 'No server answers.' };
  return { kind: 'there', servers: [...servers.values()].sort((a, b) => a.id.localeCompare(b.id, 'en', { numeric: true })),
    healAfterMs: there[0]!.healAfterMs };
}

export async function ask(at: string, get: typeof fetch = fetch): Promise<Faults> {
  return exchange(at, '/api/faults', {}, get);
}

export async function make(at: string, { kind, ...what }: Fault, get: typeof fetch = fetch): Promise<Faults> {
  const headers = { 'content-type': 'application/json' };
  return exchange(at, `/api/faults/${kind}`, { method: 'POST', headers, body: JSON.stringify(what) }, get);
}

async function exchange(at: string, path: string, request: RequestInit, get: typeof fetch): Promise<Faults> {
  try {
    const response = await get(at + path, { ...request, signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
    return readFaults(await response.json(), at);
  } catch {
    return { kind: 'refused', why: 'No server answers.' };
  }
}

/** Each two servers once. */
export function pairsOf(servers: readonly FaultServer[]): Pair[] {
  const pairs = new Map<string, Pair>();
  for (const { id, links } of servers) {
    for (const link of links) {
      const [one, other] = [id, link.to].sort((a, b) => a.localeCompare(b, 'en', { numeric: true })) as [string, string];
      const pair = pairs.get(`${one}\n${other}`) ?? { one, other, there: null, back: null };
      pairs.set(`${one}\n${other}`, { ...pair, [id === one ? 'there' : 'back']: link });
    }
  }
  return [...pairs.values()];
}

/** "4 min 10 s" */
export function inWords(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1_000));
  const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60];
  return [minutes > 0 ? `${minutes} min` : '', rest > 0 || minutes === 0 ? `${rest} s` : ''].filter(part => part !== '').join(' ');
}
