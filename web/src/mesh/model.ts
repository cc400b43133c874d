/** What the page knows of the mesh: the last answer of each server, and its rates over the last minutes. */

import type { LinkReport, ServerReport } from './status';

/** One a second. */
export const MAX_SAMPLES = 180;

export type Answer =
  | { kind: 'report'; report: ServerReport }
  | { kind: 'silent' } // no answer: dead, or out of this browser's reach
  | { kind: 'refused'; message: string; refusedKey: string | null };

export interface Sample {
  at: number;
  taken: number | null; // messages a second; null while the server is silent
  handed: number | null;
}

export interface ServerView {
  id: string;
  state: 'waiting' | 'alive' | 'draining' | 'dead' | 'hidden';
  /** The last that it said, however long ago. */
  report: ServerReport | null;
  reportedAt: number;
  samples: readonly Sample[];
  message: string;
  /** The operator's key that it did not take, empty if it was asked without one; null while it asks for none. */
  refusedKey: string | null;
}

export const unheard = (id: string): ServerView =>
    ({ id, state: 'waiting', report: null, reportedAt: 0, samples: [], message: '', refusedKey: null });

export function update(view: ServerView, answer: Answer, at: number): ServerView {
  if (answer.kind === 'refused') return { ...view, state: 'hidden', message: answer.message, refusedKey: answer.refusedKey };
  if (answer.kind === 'silent') return { ...view, state: 'dead', message: '',
      samples: keep(view.samples, { at, taken: null, handed: null }) };
  const { report } = answer;
  return {
    ...view, report, reportedAt: at, message: '', refusedKey: null, state: report.draining ? 'draining' : 'alive',
    samples: keep(view.samples, { at, ...ratesOf(view, report, at) }),
  };
}

/** What it did since its last answer. A server that has started anew counts from 0. */
function ratesOf({ report: before, reportedAt }: ServerView, now: ServerReport, at: number): { taken: number; handed: number } {
  const seconds = (at - reportedAt) / 1_000;
  if (before === null || before.incarnation !== now.incarnation || seconds <= 0) return { taken: 0, handed: 0 };
  return { taken: (now.taken - before.taken) / seconds, handed: (now.handed - before.handed) / seconds };
}

const keep = (samples: readonly Sample[], sample: Sample): Sample[] => [...samples, sample].slice(-MAX_SAMPLES);

export interface Edge {
  a: string;
  b: string;
  state: 'up' | 'half' | 'down' | 'unknown';
  roundTripMs: number | null;
  unacknowledged: number;
  why: string;
}

/** A pair of servers is linked when each tells the other. Only who answers is believed. */
export function edgesOf(servers: readonly ServerView[]): Edge[] {
  return servers.flatMap((a, index) => servers.slice(index + 1).map(b => edgeOf(a, b)));
}

function edgeOf(a: ServerView, b: ServerView): Edge {
  const [forth, back] = [linkOf(a, b.id), linkOf(b, a.id)];
  const round = [forth?.roundTripMs, back?.roundTripMs].filter(ms => typeof ms === 'number');
  return {
    a: a.id, b: b.id, state: stateOf(forth, back), roundTripMs: round.length > 0 ? Math.min(...round) : null,
    unacknowledged: (forth?.unacknowledged ?? 0) + (back?.unacknowledged ?? 0), why: forth?.closed ?? back?.closed ?? '',
  };
}

function linkOf(server: ServerView, peer: string): LinkReport | undefined {
  return server.state === 'dead' ? undefined : server.report?.links.find(link => link.peer === peer);
}

function stateOf(forth: LinkReport | undefined, back: LinkReport | undefined): Edge['state'] {
  if (forth === undefined && back === undefined) return 'unknown';
  // Each of the two knows both directions; where both answer, both must agree.
  const told = [forth?.outgoing, back?.incoming].filter(word => word !== undefined).every(word => word === 'up');
  const heard = [forth?.incoming, back?.outgoing].filter(word => word !== undefined).every(word => word === 'up');
  return told && heard ? 'up' : told || heard ? 'half' : 'down';
}

export function totals(servers: readonly ServerView[]) {
  const alive = servers.filter(({ state, report }) => report !== null && (state === 'alive' || state === 'draining'));
  const sum = (of: (server: ServerView) => number): number => alive.reduce((total, server) => total + of(server), 0);
  return {
    alive: alive.length,
    users: Math.max(0, ...alive.map(({ report }) => report!.users)),
    connections: sum(({ report }) => report!.connections),
    rate: sum(({ samples }) => samples.at(-1)?.taken ?? 0),
  };
}
