/** What the page knows of one server: its last answers, and its rates over the last minutes. */

import type { ServerReport } from '../ask/status';

/** What the charts show. */
export const SPAN_MS = 120_000;

/** Rates of links and of the processor are over this time: over a single interval of 750 ms they would jump. */
const RECENT_MS = 5_000;

export type Answer =
  | { kind: 'report'; report: ServerReport }
  | { kind: 'silent' } // no answer: dead, or out of this browser's reach
  | { kind: 'refused'; message: string; refusedKey: string | null };

export interface Sample {
  at: number;
  taken: number | null; // messages a second; null while the server is silent
  handed: number | null;
}

export interface Told {
  at: number;
  report: ServerReport;
}

export type ServerState = 'waiting' | 'alive' | 'draining' | 'dead' | 'hidden';

export interface ServerView {
  id: string;
  state: ServerState;
  /** The last that it said, however long ago. */
  report: ServerReport | null;
  reportedAt: number;
  /** Since when it does not answer, if it does not. */
  silentSince: number;
  /** Answers of this life of the last seconds, the latest last. */
  recent: readonly Told[];
  samples: readonly Sample[];
  message: string;
  /** The operator's key that it did not take, empty if it was asked without one; null while it asks for none. */
  refusedKey: string | null;
}

export const unheard = (id: string): ServerView =>
  ({ id, state: 'waiting', report: null, reportedAt: 0, silentSince: 0, recent: [], samples: [], message: '', refusedKey: null });

export const answers = ({ state, report }: ServerView): boolean => report !== null && (state === 'alive' || state === 'draining');

export function update(view: ServerView, answer: Answer, at: number): ServerView {
  if (answer.kind === 'refused') return { ...view, state: 'hidden', message: answer.message, refusedKey: answer.refusedKey };
  if (answer.kind === 'silent') {
    const silentSince = view.state === 'dead' ? view.silentSince : at;
    return { ...view, state: 'dead', message: '', silentSince, recent: [], samples: keep(view.samples, { at, taken: null, handed: null }) };
  }
  const { report } = answer;
  const isSameLife = view.report?.incarnation === report.incarnation;
  return {
    ...view, report, reportedAt: at, message: '', refusedKey: null, state: report.draining ? 'draining' : 'alive',
    recent: [...(isSameLife ? view.recent : []).filter(told => at - told.at <= RECENT_MS), { at, report }],
    samples: keep(view.samples, { at, ...ratesOf(view, report, at) }),
  };
}

/** What it did since its last answer. A server that has started anew counts from 0. */
function ratesOf({ report: before, reportedAt }: ServerView, now: ServerReport, at: number): { taken: number; handed: number } {
  const seconds = (at - reportedAt) / 1_000;
  if (before === null || before.incarnation !== now.incarnation || seconds <= 0) return { taken: 0, handed: 0 };
  return { taken: Math.max(0, now.taken - before.taken) / seconds, handed: Math.max(0, now.handed - before.handed) / seconds };
}

const keep = (samples: readonly Sample[], sample: Sample): Sample[] =>
  [...samples.filter(({ at }) => sample.at - at <= SPAN_MS + RECENT_MS), sample];

/** By how much a count of the report rises a second, lately; null while that is not known. */
export function rateOf({ recent }: ServerView, count: (report: ServerReport) => number | null): number | null {
  const [first, last] = [recent[0], recent.at(-1)];
  if (first === undefined || last === undefined || last.at <= first.at) return null;
  const [before, now] = [count(first.report), count(last.report)];
  return before === null || now === null ? null : Math.max(0, now - before) / ((last.at - first.at) / 1_000);
}

/** Processor time that its process takes, as a part of all of the machine's that it may use: 0 to 1. */
export function processorOf(view: ServerView): number | null {
  const cores = view.report?.cores ?? null;
  const rate = rateOf(view, report => report.cpuSeconds);
  return rate === null || cores === null || cores <= 0 ? null : rate / cores;
}

export const sum = (counts: Readonly<Record<string, number>>): number => Object.values(counts).reduce((all, one) => all + one, 0);

export function totals(servers: readonly ServerView[]) {
  const alive = servers.filter(answers);
  const add = (of: (server: ServerView) => number): number => alive.reduce((total, server) => total + of(server), 0);
  return {
    alive: alive.length,
    users: Math.max(0, ...alive.map(({ report }) => report!.users)),
    connections: add(({ report }) => report!.connections),
    waiting: add(({ report }) => report!.waiting),
    rate: add(({ samples }) => samples.at(-1)?.taken ?? 0),
  };
}
