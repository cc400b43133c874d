import { describe, expect, it } from 'vitest';
import { processorOf, rateOf, SPAN_MS, totals, unheard, update } from '../../src/mesh/model/server';
import { dead, heard, report, silent } from './made-up';

describe('update', () => {
  it('makes rates of counts', () => {
    const view = update(heard('a'), report('a', { taken: 10, handed: 30 }), 3_000);
    expect(view.samples.at(-1)).toEqual({ at: 3_000, taken: 5, handed: 15 });
  });

  it('begins at 0 with a server that began anew', () => {
    const view = update(update(heard('a'), report('a', { taken: 10 }), 2_000), report('a', { taken: 3, incarnation: 2 }), 3_000);
    expect(view.samples.at(-1)?.taken).toBe(0);
    expect(rateOf(view, ({ taken }) => taken)).toBeNull();
  });

  it('sees a death at once, and keeps the last two minutes only', () => {
    let view = heard('a');
    for (let n = 2; n < 400; n++) view = update(view, silent, n * 1_000);
    expect(view.state).toBe('dead');
    expect(view.silentSince).toBe(2_000);
    expect(view.samples.at(-1)!.at - view.samples[0]!.at).toBeLessThanOrEqual(SPAN_MS + 5_000);
    expect(view.samples.at(-1)?.taken).toBeNull();
  });

  it('says why a server shows nothing', () => {
    expect(update(unheard('a'), { kind: 'refused', message: 'off', refusedKey: null }, 1)).toMatchObject({ state: 'hidden', message: 'off' });
  });
});

it('a key is asked for by each server until it takes one, also while it is silent', () => {
  const refused = update(unheard('a'), { kind: 'refused', message: 'no', refusedKey: '' }, 1);
  expect(refused.refusedKey).toBe('');
  expect(update(refused, silent, 2).refusedKey).toBe('');
  expect(update(refused, report('a'), 2).refusedKey).toBeNull();
});

describe('rates of the last seconds', () => {
  it('are over several answers, and of one life', () => {
    let view = heard('a');
    for (let n = 2; n <= 11; n++) view = update(view, report('a', { cpuSeconds: n - 1, taken: 20 * (n - 1) }), n * 1_000);
    expect(rateOf(view, ({ taken }) => taken)).toBe(20);
    expect(view.recent.length).toBeLessThanOrEqual(6);
    expect(processorOf(view)).toBe(0.5); // one of two cores
    expect(processorOf(update(view, silent, 12_000))).toBeNull();
  });

  it('are not known of what a server does not tell', () => {
    const view = update(heard('a'), report('a', { cpuSeconds: null }), 2_000);
    expect(processorOf(view)).toBeNull();
  });
});

it('totals count who answers', () => {
  expect(totals([heard('a'), dead('b')])).toEqual({ alive: 1, users: 2, connections: 1, waiting: 0, rate: 0 });
});
