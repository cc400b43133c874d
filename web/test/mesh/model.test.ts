import { describe, expect, it } from 'vitest';
import { edgesOf, MAX_SAMPLES, totals, unheard, update, type Answer, type ServerView } from '../../src/mesh/model';
import type { LinkReport, LinkWord, ServerReport } from '../../src/mesh/status';

const link = (peer: string, outgoing: LinkWord = 'up', incoming: LinkWord = 'up'): LinkReport =>
  ({ peer, outgoing, incoming, roundTripMs: 1.5, unacknowledged: 0, forwarded: 0, received: 0, closed: null });

const report = (id: string, fields: Partial<ServerReport> = {}): Answer => ({
  kind: 'report',
  report: { id, incarnation: 1, draining: false, users: 2, usersHere: 1, connections: 1, waiting: 0, taken: 0, handed: 0, links: [], ...fields },
});

const heard = (id: string, ...links: LinkReport[]): ServerView => update(unheard(id), report(id, { links }), 1_000);
const between = (a: ServerView, b: ServerView) => edgesOf([a, b])[0]!;

describe('update', () => {
  it('makes rates of counts', () => {
    const view = update(heard('a'), report('a', { taken: 10, handed: 30 }), 3_000);
    expect(view.samples.at(-1)).toEqual({ at: 3_000, taken: 5, handed: 15 });
  });

  it('begins at 0 with a server that began anew', () => {
    const view = update(update(heard('a'), report('a', { taken: 10 }), 2_000), report('a', { taken: 3, incarnation: 2 }), 3_000);
    expect(view.samples.at(-1)?.taken).toBe(0);
  });

  it('sees a death at once, and keeps the last minutes only', () => {
    let view = heard('a');
    for (let n = 0; n < MAX_SAMPLES + 5; n++) view = update(view, { kind: 'silent' }, n);
    expect(view.state).toBe('dead');
    expect(view.samples).toHaveLength(MAX_SAMPLES);
    expect(view.samples.at(-1)?.taken).toBeNull();
  });

  it('says why a server shows nothing', () => {
    expect(update(unheard('a'), { kind: 'refused', message: 'off', refusedKey: null }, 1)).toMatchObject({ state: 'hidden', message: 'off' });
  });
});

it('a key is asked for by each server until it takes one, also while it is silent', () => {
  const refused = update(unheard('a'), { kind: 'refused', message: 'no', refusedKey: '' }, 1);
  expect(refused.refusedKey).toBe('');
  expect(update(refused, { kind: 'silent' }, 2).refusedKey).toBe('');
  expect(update(refused, report('a'), 2).refusedKey).toBeNull();
});

describe('edgesOf', () => {
  it('is up when both tell each other', () => {
    expect(between(heard('a', link('b')), heard('b', link('a')))).toMatchObject({ state: 'up', roundTripMs: 1.5 });
  });

  it('is half when one direction is broken, whoever says so', () => {
    expect(between(heard('a', link('b', 'down')), heard('b', link('a', 'up', 'up'))).state).toBe('half');
    expect(between(heard('a', link('b')), heard('b', link('a', 'up', 'down'))).state).toBe('half');
  });

  it('is down when both are, and believes no dead server', () => {
    expect(between(heard('a', link('b', 'down', 'down')), heard('b', link('a', 'down', 'down'))).state).toBe('down');
    const dead = update(heard('b', link('a')), { kind: 'silent' }, 2_000);
    expect(between(heard('a', link('b', 'down', 'down')), dead).state).toBe('down');
    expect(between(dead, update(heard('a', link('b')), { kind: 'silent' }, 2_000)).state).toBe('unknown');
  });
});

it('totals count who answers', () => {
  const dead = update(heard('b'), { kind: 'silent' }, 2_000);
  expect(totals([heard('a'), dead])).toEqual({ alive: 1, users: 2, connections: 1, rate: 0 });
});
