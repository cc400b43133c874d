/** How each two servers are linked, in both directions. Only who answers is believed. */

import type { LinkReport, ServerReport } from '../ask/status';
import { answers, rateOf, type ServerView } from './server';
import { ofRoundTrip, ofUnacknowledged, worst, type Severity } from './thresholds';

/** silent: one of the two does not answer this page, and the other has not noticed yet. */
export type DirectionState = 'up' | 'down' | 'silent' | 'unknown';

/** The link on which `from` tells `to`. */
export interface Direction {
  from: string;
  to: string;
  state: DirectionState;
  /** As `from` measures it. */
  roundTripMs: number | null;
  /** Messages of `from` that await a receipt. */
  unacknowledged: number;
  /** Messages and bytes a second that arrive at `to`; null while nobody tells. */
  messages: number | null;
  bytes: number | null;
  /** How long ago `to` heard `from`. */
  lastHeardMs: number | null;
  why: string;
  severity: Severity;
}

export interface Edge {
  a: string;
  b: string;
  state: 'up' | 'half' | 'down' | 'silent' | 'unknown';
  forth: Direction;
  back: Direction;
  roundTripMs: number | null;
  unacknowledged: number;
  severity: Severity;
}

export function edgesOf(servers: readonly ServerView[]): Edge[] {
  const links = new Map(servers.map(server => [server.id, linksOf(server)]));
  const of = (one: ServerView, other: ServerView): LinkReport | undefined => links.get(one.id)!.get(other.id);
  return servers.flatMap((a, index) => servers.slice(index + 1).map(b => edgeOf(a, b, of(a, b), of(b, a))));
}

const linksOf = (server: ServerView): Map<string, LinkReport> =>
  new Map(answers(server) ? server.report!.links.map(link => [link.peer, link]) : []);

function edgeOf(a: ServerView, b: ServerView, ofA: LinkReport | undefined, ofB: LinkReport | undefined): Edge {
  const [forth, back] = [directionOf(a, b, ofA, ofB), directionOf(b, a, ofB, ofA)];
  const round = [forth.roundTripMs, back.roundTripMs].filter(ms => ms !== null);
  return {
    a: a.id, b: b.id, state: stateOf(forth.state, back.state), forth, back,
    roundTripMs: round.length > 0 ? Math.max(...round) : null, unacknowledged: forth.unacknowledged + back.unacknowledged,
    severity: worst(forth.severity, back.severity),
  };
}

function stateOf(forth: DirectionState, back: DirectionState): Edge['state'] {
  if (forth === back) return forth;
  if (forth === 'silent' || back === 'silent') return 'silent';
  return forth === 'unknown' || back === 'unknown' ? 'unknown' : 'half';
}

function directionOf(from: ServerView, to: ServerView, ofFrom: LinkReport | undefined, ofTo: LinkReport | undefined): Direction {
  const words = [ofFrom?.outgoing, ofTo?.incoming].filter(word => word !== undefined);
  const isSilent = from.state === 'dead' || to.state === 'dead';
  const state = words.length === 0 ? 'unknown' : words.some(word => word !== 'up') ? 'down' : isSilent ? 'silent' : 'up';
  const roundTripMs = ofFrom?.roundTripMs ?? null;
  const unacknowledged = ofFrom?.unacknowledged ?? 0;
  return {
    from: from.id, to: to.id, state, roundTripMs, unacknowledged,
    messages: arriving(to, from.id, link => link.received), bytes: arriving(to, from.id, link => link.receivedBytes),
    lastHeardMs: ofTo?.lastHeardMs ?? null, why: ofFrom?.closed ?? '',
    severity: severityOf(state, roundTripMs, unacknowledged),
  };
}

function severityOf(state: DirectionState, roundTripMs: number | null, unacknowledged: number): Severity {
  if (state === 'down') return 'bad';
  if (state !== 'up') return 'unknown';
  return worst(ofUnacknowledged(unacknowledged), roundTripMs === null ? 'good' : ofRoundTrip(roundTripMs));
}

function arriving(at: ServerView, from: string, count: (link: LinkReport) => number | null): number | null {
  const of = (report: ServerReport): number | null => {
    const link = report.links.find(({ peer }) => peer === from);
    return link === undefined ? null : count(link);
  };
  return rateOf(at, of);
}
