/** What is wrong, worst first: the page's headline. */

import type { Edge } from './edges';
import { duration, milliseconds, percent, plural, version } from './format';
import type { Reach } from './reach';
import { answers, processorOf, type ServerView } from './server';
import { ofProcessor, ofRoundTrip, ofUnacknowledged, type Severity } from './thresholds';

type Kind = 'unreached' | 'down' | 'link-down' | 'one-way' | 'backlog' | 'slow' | 'busy' | 'hidden' | 'draining' | 'versions';

export interface Problem {
  kind: Kind;
  severity: Extract<Severity, 'bad' | 'warn'>;
  /** The server or servers that it is about. */
  servers: readonly string[];
  text: string;
}

const GIVEN_UP_AFTER_MS = 8_000;

/** In the order of their weight. */
const WORDS: Record<Kind, (count: number) => string> = {
  unreached: () => 'no server answers this browser',
  down: n => `${plural(n, 'server')} ${n === 1 ? 'does' : 'do'} not answer`,
  'link-down': n => `${plural(n, 'link')} down`,
  'one-way': n => `${plural(n, 'link')} one way`,
  backlog: n => `${plural(n, 'backlog')}`,
  slow: n => `${plural(n, 'slow link')}`,
  busy: n => `${plural(n, 'busy process', 'busy processes')}`,
  hidden: n => `${plural(n, 'server')} not shown`,
  draining: n => `${plural(n, 'server')} draining`,
  versions: n => `${n} versions`,
};
const KINDS = Object.keys(WORDS) as Kind[];

export function problemsOf(servers: readonly ServerView[], edges: readonly Edge[], reach: Reach, now: number): Problem[] {
  if (reach !== 'reaching') return [unreached(servers, reach, now)];
  const silent = new Set(servers.filter(({ state }) => state === 'dead').map(({ id }) => id));
  const own = edges.filter(({ a, b }) => !silent.has(a) && !silent.has(b)); // a link of a server that does not answer is no second fault
  const all = [...servers.flatMap(server => ofServer(server, edges, now)), ...own.flatMap(ofEdge), ...ofVersions(servers)];
  const weight = ({ severity, kind }: Problem): number => (severity === 'bad' ? 0 : KINDS.length) + KINDS.indexOf(kind);
  return all.sort((one, other) => weight(one) - weight(other));
}

/** `1 server does not answer, 3 links down`, or what is said when nothing is wrong. */
export function headlineOf(servers: readonly ServerView[], problems: readonly Problem[]): string {
  if (problems.length === 0) return servers.every(({ state }) => state === 'waiting') ? 'Asking the servers…' : 'All well';
  if (problems[0]!.kind === 'unreached') return problems[0]!.text;
  const parts = KINDS.flatMap(kind => {
    const few = problems.filter(problem => problem.kind === kind);
    return few.length === 0 ? [] : [WORDS[kind](kind === 'versions' ? few[0]!.servers.length : few.length)];
  });
  return parts.join(', ');
}

function unreached(servers: readonly ServerView[], reach: Reach, now: number): Problem {
  const last = Math.max(...servers.map(({ reportedAt }) => reportedAt));
  const since = last === 0 ? '' : ` What is shown was so ${duration(now - last)} ago.`;
  const text = reach === 'offline'
    ? `This browser is offline: the servers are not reached from here.${since}`
    : `No server answers: this browser may be cut off, or ${servers.length === 1 ? 'the server is down' : 'all are down'}.${since}`;
  return { kind: 'unreached', severity: reach === 'offline' ? 'warn' : 'bad', servers: [], text };
}

function ofServer(server: ServerView, edges: readonly Edge[], now: number): Problem[] {
  const { id, state, report } = server;
  if (state === 'dead') return [{ kind: 'down', severity: 'bad', servers: [id], text: silence(server, edges, now) }];
  if (state === 'hidden') return [{ kind: 'hidden', severity: 'warn', servers: [id], text: `${id}: ${server.message}` }];
  const few: Problem[] = [];
  if (state === 'draining') {
    few.push({ kind: 'draining', severity: 'warn', servers: [id],
      text: `${id} sends its ${plural(report!.connections, 'connection')} elsewhere, to stop` });
  }
  const busy = ofProcessor(processorOf(server));
  if (busy === 'bad' || busy === 'warn') {
    const text = `${id}: its process takes ${percent(processorOf(server))} of the processor`;
    few.push({ kind: 'busy', severity: busy, servers: [id], text });
  }
  return few;
}

/** Others give up a server that they have not heard for 5 s. If they hear it still, it lives, and what is broken is the way from here. */
function silence({ id, reportedAt, silentSince }: ServerView, edges: readonly Edge[], now: number): string {
  const text = reportedAt === 0 ? `${id} has never answered this page` : `${id} has not answered for ${duration(now - reportedAt)}`;
  if (now - silentSince < GIVEN_UP_AFTER_MS) return text;
  const hear = edges.filter(({ forth, back }) => [forth, back].some(({ from, state }) => from === id && state === 'silent')).length;
  return hear === 0 ? text : `${text}, but ${plural(hear, 'server')} ${hear === 1 ? 'hears' : 'hear'} it:`
    + ' only this browser does not reach it';
}

function ofEdge(edge: Edge): Problem[] {
  const { a, b, state, forth, back } = edge;
  const [servers, pair] = [[a, b], `${a} – ${b}`];
  const why = forth.why || back.why;
  if (state === 'down') {
    return [{ kind: 'link-down', severity: 'bad', servers, text: `${pair}: the link is down${why === '' ? '' : ` (${why})`}` }];
  }
  if (state === 'half') {
    const [up, down] = forth.state === 'up' ? [forth, back] : [back, forth];
    return [{ kind: 'one-way', severity: 'bad', servers,
      text: `${up.from} tells ${up.to}, but ${down.from} does not reach ${down.to}${down.why === '' ? '' : ` (${down.why})`}` }];
  }
  if (state !== 'up') return [];
  return [forth, back].flatMap(({ from, to, unacknowledged, roundTripMs }) => {
    const few: Problem[] = [];
    const [waits, slow] = [ofUnacknowledged(unacknowledged), ofRoundTrip(roundTripMs)];
    if (waits === 'bad' || waits === 'warn') {
      const text = `${from} → ${to}: ${plural(unacknowledged, 'message')} unacknowledged`;
      few.push({ kind: 'backlog', severity: waits, servers: [from, to], text });
    }
    // Both measure the same way: it is told once, by who measures more.
    if ((slow === 'bad' || slow === 'warn') && roundTripMs === edge.roundTripMs) {
      few.push({ kind: 'slow', severity: slow, servers: [from, to], text: `${pair}: a round trip of ${milliseconds(roundTripMs)}` });
    }
    return few;
  });
}

/** Who has been answered by a server that is down now is not asked which version it is. */
function ofVersions(servers: readonly ServerView[]): Problem[] {
  const by = new Map<string, string[]>();
  for (const server of servers) {
    if (!answers(server)) continue;
    const of = server.report!.version === null ? 'an older version' : version(server.report!.version);
    by.set(of, [...by.get(of) ?? [], server.id]);
  }
  if (by.size < 2) return [];
  const text = [...by].sort(([, some], [, others]) => others.length - some.length)
    .map(([of, ids]) => `${of} (${ids.length <= 3 ? ids.join(', ') : plural(ids.length, 'server')})`).join(', ');
  return [{ kind: 'versions', severity: 'warn', servers: [...by.values()].map(([first]) => first!), text: `Versions differ: ${text}` }];
}

/** Servers with what is wrong with them first; all else as it was. */
export function worstFirst(servers: readonly ServerView[], problems: readonly Problem[]): ServerView[] {
  const weight = new Map<string, number>();
  problems.forEach(({ servers: ids, severity, kind }) => {
    // Of a broken link nobody knows whose fault it is: who has many of them comes before who has one.
    const more = kind === 'down' ? 1_000_000 : kind === 'versions' ? 0 : severity === 'bad' ? 1_000 : 1;
    ids.forEach(id => weight.set(id, (weight.get(id) ?? 0) + more));
  });
  return [...servers].sort((one, other) => (weight.get(other.id) ?? 0) - (weight.get(one.id) ?? 0));
}
