/** `GET /api/mesh` of one server, as docs/protocol.md describes it. What a server of the version before does not tell is null. */

export type LinkWord = 'up' | 'open' | 'connecting' | 'down';
export type Counts = Readonly<Record<string, number>>;

export interface LinkReport {
  peer: string;
  outgoing: LinkWord;
  incoming: LinkWord;
  roundTripMs: number | null;
  unacknowledged: number;
  forwarded: number;
  received: number;
  closed: string | null;
  receivedBytes: number | null;
  lastHeardMs: number | null;
}

export interface ServerReport {
  id: string;
  incarnation: number;
  draining: boolean;
  users: number;
  usersHere: number;
  connections: number;
  waiting: number;
  taken: number;
  handed: number;
  now: number | null;
  startedAt: number | null;
  version: string | null;
  /** Servers that tell the same number are one process. */
  process: number | null;
  cores: number | null;
  cpuSeconds: number | null;
  memoryBytes: number | null;
  closes: Counts;
  refused: Counts;
  recovered: Counts;
  lastEvent: number | null;
  links: readonly LinkReport[];
}

type Fields = Record<string, unknown>;

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;
const number = (value: unknown): number | null => (typeof value === 'number' && Number.isFinite(value) ? value : null);
const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const counts = (value: unknown): Counts =>
  Object.fromEntries(Object.entries(isFields(value) ? value : {}).filter((entry): entry is [string, number] => number(entry[1]) !== null));

export function readReport(value: unknown): ServerReport | null {
  if (!isFields(value) || typeof value.id !== 'string' || number(value.taken) === null || !Array.isArray(value.links)) return null;
  const count = (field: string): number => number(value[field]) ?? 0;
  return {
    id: value.id, incarnation: count('incarnation'), draining: value.draining === true,
    users: count('users'), usersHere: count('usersHere'), connections: count('connections'), waiting: count('waiting'),
    taken: count('taken'), handed: count('handed'),
    now: number(value.now), startedAt: number(value.startedAt), version: text(value.version), process: number(value.process),
    cores: number(value.cores), cpuSeconds: number(value.cpuSeconds), memoryBytes: number(value.memoryBytes),
    closes: counts(value.closes), refused: counts(value.refused), recovered: counts(value.recovered), lastEvent: number(value.lastEvent),
    links: value.links.flatMap(link => readLink(link) ?? []),
  };
}

function readLink(value: unknown): LinkReport | null {
  if (!isFields(value) || typeof value.peer !== 'string') return null;
  return {
    peer: value.peer, outgoing: readWord(value.outgoing), incoming: readWord(value.incoming),
    roundTripMs: number(value.roundTripMs), unacknowledged: number(value.unacknowledged) ?? 0,
    forwarded: number(value.forwarded) ?? 0, received: number(value.received) ?? 0, closed: text(value.closed),
    receivedBytes: number(value.receivedBytes), lastHeardMs: number(value.lastHeardMs),
  };
}

const readWord = (word: unknown): LinkWord => (word === 'up' || word === 'open' || word === 'connecting' ? word : 'down');
