import { expect, it } from 'vitest';
import { rowsOf, type ServerEvent } from '../../src/mesh/model/events';

let ids = 0;
const event = (kind: string, last: number, fields: Partial<ServerEvent> = {}): ServerEvent =>
  ({ id: ++ids, kind, first: last, last, count: 1, peer: '', direction: '', reason: '', text: '', ...fields });
const texts = (events: Record<string, ServerEvent[]>) => rowsOf(new Map(Object.entries(events)), 100_000).map(({ text }) => text);

it('events of all servers are one list, the newest first', () => {
  expect(texts({
    a: [event('started', 1_000, { text: '1.0' }), event('paused', 90_000, { text: '3.2 s' })],
    b: [event('drain-begun', 60_000, { text: '7 connections' })],
  })).toEqual(['a stood still for 3.2 s', 'b drains: 7 connections go elsewhere', 'a started, version 1.0']);
});

it('a server that dies is one row, though all others tell of both directions', () => {
  const lost = (peer: string, at: number) => ['outgoing', 'incoming'].map(direction => event('link-down', at, { peer, direction, reason: 'connection-lost' }));
  expect(texts({ a: lost('d', 1_000), b: lost('d', 1_200), c: lost('d', 1_100), d: lost('a', 900) }))
    .toEqual(['d: links with 3 servers lost (connection lost)']);
});

it('two servers that die together are two rows, and what happens later is a row of its own', () => {
  const lost = (peer: string, at: number) => event('link-down', at, { peer, direction: 'outgoing' });
  expect(texts({ a: [lost('c', 1_000), lost('d', 1_000), lost('c', 60_000)], b: [lost('c', 1_000), lost('d', 1_000)] }))
    .toEqual(['c: link with a lost', 'c: links with 2 servers lost', 'd: links with 2 servers lost']);
});

it('what flaps says how often', () => {
  const [row] = rowsOf(new Map([['a', [event('link-down', 90_000, { peer: 'b', direction: 'outgoing', first: 30_000, count: 1_800 })]]]), 100_000);
  expect(row).toMatchObject({ text: 'b: link with a lost', repeats: '1,800 times in 60 seconds' });
});

it('refusals are added up over the servers, minute by minute', () => {
  const refused = (at: number, count: number) => event('refused', at, { reason: 'too-fast', count });
  expect(texts({ a: [refused(61_000, 100), refused(121_000, 7)], b: [refused(65_000, 114)] }))
    .toEqual(['a refused clients 7 times (too-fast)', 'b and a refused clients 214 times (too-fast)']);
});

it('an event of a later version is shown as it is told', () => {
  expect(texts({ a: [event('sang', 1_000, { peer: 'b', text: 'a song' })] })).toEqual(['a: sang b a song']);
});

it('a server that stopped in order is no fault', () => {
  const lost = (reason: string) => rowsOf(new Map([['a', [event('link-down', 1_000, { peer: 'b', reason })]]]), 100_000)[0];
  expect(lost('goodbye')).toMatchObject({ text: 'b: link with a lost (it stopped in order)', severity: 'warn' });
  expect(lost('heartbeat-timeout')).toMatchObject({ severity: 'bad' });
});

it('what is older than an hour is not shown', () => {
  expect(rowsOf(new Map([['a', [event('started', 1_000)]]]), 3_601_000)).toHaveLength(1);
  expect(rowsOf(new Map([['a', [event('started', 1_000)]]]), 3_601_001)).toHaveLength(0);
});
