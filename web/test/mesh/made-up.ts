import type { LinkReport, LinkWord, ServerReport } from '../../src/mesh/ask/status';
import { unheard, update, type Answer, type ServerView } from '../../src/mesh/model/server';

export const link = (peer: string, outgoing: LinkWord = 'up', incoming: LinkWord = 'up', fields: Partial<LinkReport> = {}): LinkReport => ({
  peer, outgoing, incoming, roundTripMs: 1.5, unacknowledged: 0, forwarded: 0, received: 0, closed: null, receivedBytes: 0, lastHeardMs: 200, ...fields,
});

export const report = (id: string, fields: Partial<ServerReport> = {}): Answer => ({
  kind: 'report',
  report: {
    id, incarnation: 1, draining: false, users: 2, usersHere: 1, connections: 1, waiting: 0, taken: 0, handed: 0, now: 5_000, startedAt: 1_000,
    version: '1.0', process: null, cores: 2, cpuSeconds: 0, memoryBytes: 1_000, closes: {}, refused: {}, recovered: {}, lastEvent: 0, links: [], ...fields,
  },
});

export const silent: Answer = { kind: 'silent' };
export const heard = (id: string, ...links: LinkReport[]): ServerView => update(unheard(id), report(id, { links }), 1_000);
export const dead = (id: string, ...links: LinkReport[]): ServerView => update(heard(id, ...links), silent, 2_000);

/** All linked with all. */
export function mesh(...ids: string[]): ServerView[] {
  return ids.map(id => heard(id, ...ids.filter(peer => peer !== id).map(peer => link(peer))));
}
