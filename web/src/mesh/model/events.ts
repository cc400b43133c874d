/** What happened, at all servers, as one list. */

import { inWords, wordsOf } from './event-words';
import { count, plural } from './format';
import type { Severity } from './thresholds';

/** `GET /api/mesh/events` of one server, an entry of it. `first` and `last` by this browser's clock. */
export interface ServerEvent {
  id: number;
  kind: string;
  first: number;
  last: number;
  count: number;
  peer: string;
  direction: string;
  reason: string;
  text: string;
}

export interface EventRow {
  key: string;
  at: number;
  severity: Severity;
  text: string;
  /** How often, and since when, if it was more than once. */
  repeats: string;
  servers: readonly string[];
}

interface Observed extends ServerEvent {
  at: string; // the server that tells
}

/** Links that go and come in one moment are mostly of one cause. Servers' clocks are told apart by as much as an answer takes. */
const TOGETHER_MS = 5_000;
const LINK_KINDS = ['link-up', 'link-down', 'link-failed'];

/** Servers forget what is older, and so does the page. */
const HOUR_MS = 3_600_000;

export function rowsOf(events: ReadonlyMap<string, readonly ServerEvent[]>, now: number): EventRow[] {
  const all = [...events].flatMap(([at, some]) => some.map((event): Observed => ({ ...event, at })))
    .filter(({ last }) => now - last <= HOUR_MS);
  all.sort((one, other) => other.last - one.last);
  const links = all.filter(({ kind }) => LINK_KINDS.includes(kind));
  const others = all.filter(({ kind }) => !LINK_KINDS.includes(kind));
  return [...linkRows(links), ...otherRows(others)].sort((one, other) => other.at - one.at);
}

/** A dead server is 39 ends of links, twice: one row, of the server that all of them have in common. */
function linkRows(events: readonly Observed[]): EventRow[] {
  const rows: EventRow[] = [];
  for (const bunch of bunches(events, ({ kind }) => kind)) {
    let left = bunch;
    while (left.length > 0) {
      const hub = hubOf(left);
      const its = left.filter(({ at, peer }) => at === hub || peer === hub);
      left = left.filter(event => !its.includes(event));
      rows.push(linkRow(hub, its));
    }
  }
  return rows;
}

const isOrderly = (reason: string): boolean => ['goodbye', 'stopping', 'replaced', 'left', 'moved'].includes(reason);

function hubOf(events: readonly Observed[]): string {
  const partners = new Map<string, Set<string>>();
  const add = (id: string, other: string): void => void partners.set(id, (partners.get(id) ?? new Set()).add(other));
  for (const { at, peer } of events) {
    add(peer, at); // of two, it is the one that somebody tells of
    add(at, peer);
  }
  return [...partners].reduce((most, one) => (one[1].size > most[1].size ? one : most))[0];
}

function linkRow(hub: string, events: readonly Observed[]): EventRow {
  const newest = events[0]!;
  const others = [...new Set(events.map(({ at, peer }) => (at === hub ? peer : at)))];
  const reasons = [...new Set(events.map(({ reason }) => reason).filter(reason => reason !== ''))];
  const what = { 'link-up': 'up', 'link-down': 'lost', 'link-failed': 'could not be made' }[newest.kind]!;
  const whom = others.length === 1 ? `link with ${others[0]}` : `links with ${plural(others.length, 'server')}`;
  const isFault = reasons.length === 0 || !reasons.every(isOrderly);
  return row(newest, events, {
    text: `${hub}: ${whom} ${what}${reasons.length === 0 ? '' : ` (${reasons.map(inWords).join(', ')})`}`,
    severity: newest.kind === 'link-up' ? 'good' : isFault ? 'bad' : 'warn', servers: [hub, ...others],
  });
}

/** What several servers tell of the same one in the same moment is one row too. */
function otherRows(events: readonly Observed[]): EventRow[] {
  return bunches(events, keyOf).map(bunch => {
    const newest = bunch[0]!;
    const tellers = [...new Set(bunch.map(({ at }) => at))];
    const by = tellers.length <= 2 ? tellers.join(' and ') : plural(tellers.length, 'server');
    const { text, severity } = wordsOf(newest, by, bunch.reduce((all, one) => all + one.count, 0));
    return row(newest, bunch, { text, severity, servers: newest.peer === '' ? tellers : [newest.peer, ...tellers] });
  });
}

/** What is counted by the minute is added up over the servers; else what no peer is named in is each server's own. */
function keyOf(event: Observed): string {
  const { kind, peer, reason, text, at, first } = event;
  if (isCounted(event)) return `${kind} ${peer} ${reason} ${Math.floor(first / 60_000)}`;
  return `${kind} ${peer === '' ? `at ${at}` : peer} ${reason} ${text}`;
}

function bunches(events: readonly Observed[], keyOf: (event: Observed) => string): Observed[][] {
  const open = new Map<string, Observed[]>();
  const all: Observed[][] = [];
  for (const event of events) {
    const key = keyOf(event);
    const bunch = open.get(key);
    if (bunch !== undefined && (isCounted(event) || bunch[0]!.last - event.last <= TOGETHER_MS)) {
      bunch.push(event);
      continue;
    }
    const begun = [event];
    open.set(key, begun);
    all.push(begun);
  }
  return all;
}

/** Each minute's number stands for itself. */
const isCounted = ({ kind }: Observed): boolean => ['refused', 'closed', 'link-refused', 'given-up', 'lost', 'rule-broken'].includes(kind);

function row(newest: Observed, events: readonly Observed[], words: Pick<EventRow, 'text' | 'severity' | 'servers'>): EventRow {
  const most = Math.max(...events.map(event => event.count));
  const first = Math.min(...events.map(event => event.first));
  const isRepeated = most > 1 && !isCounted(newest);
  return {
    key: `${newest.at} ${newest.id} ${newest.first}`, at: newest.last, ...words,
    repeats: isRepeated ? `${count(most)} times in ${plural(Math.max(1, Math.round((newest.last - first) / 1_000)), 'second')}` : '',
  };
}
