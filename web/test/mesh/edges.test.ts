import { describe, expect, it } from 'vitest';
import { edgesOf } from '../../src/mesh/model/edges';
import { unheard, update, type ServerView } from '../../src/mesh/model/server';
import { dead, heard, link, report, silent } from './made-up';

const between = (a: ServerView, b: ServerView) => edgesOf([a, b])[0]!;

describe('the state of a link', () => {
  it('is up when both tell each other', () => {
    expect(between(heard('a', link('b')), heard('b', link('a')))).toMatchObject({ state: 'up', roundTripMs: 1.5, severity: 'good' });
  });

  it('is half when one direction is broken, whoever says so, and it is known which', () => {
    const told = between(heard('a', link('b', 'down')), heard('b', link('a', 'up', 'up')));
    expect(told).toMatchObject({ state: 'half', forth: { from: 'a', to: 'b', state: 'down' }, back: { state: 'up' }, severity: 'bad' });
    expect(between(heard('a', link('b')), heard('b', link('a', 'up', 'down'))).forth.state).toBe('down');
    expect(between(heard('a', link('b')), heard('b', link('a', 'connecting'))).back.state).toBe('down');
  });

  it('is down when both are, and believes no dead server', () => {
    expect(between(heard('a', link('b', 'down', 'down')), heard('b', link('a', 'down', 'down'))).state).toBe('down');
    expect(between(heard('a', link('b', 'down', 'down')), dead('b', link('a'))).state).toBe('down');
    expect(between(dead('a', link('b')), dead('b', link('a'))).state).toBe('unknown');
  });

  it('is silent, not up, as soon as one of the two does not answer, and tells when it was heard last', () => {
    const edge = between(heard('a', link('b', 'up', 'up', { lastHeardMs: 2_100 })), dead('b', link('a')));
    expect(edge).toMatchObject({ state: 'silent', severity: 'unknown', back: { from: 'b', to: 'a', state: 'silent', lastHeardMs: 2_100 } });
  });
});

it('thresholds colour a link that is up', () => {
  const severity = (fields: object) => between(heard('a', link('b', 'up', 'up', fields)), heard('b', link('a'))).severity;
  expect(severity({ roundTripMs: 250 })).toBe('good');
  expect(severity({ roundTripMs: 251 })).toBe('warn');
  expect(severity({ roundTripMs: 1_000 })).toBe('warn');
  expect(severity({ roundTripMs: 1_001 })).toBe('bad');
  expect(severity({ roundTripMs: null })).toBe('good');
  expect(severity({ unacknowledged: 100 })).toBe('good');
  expect(severity({ unacknowledged: 101 })).toBe('warn');
  expect(severity({ unacknowledged: 1_001 })).toBe('bad');
});

it('traffic is what arrives at the other end, by direction; nothing while a life is new', () => {
  const b = (received: number, bytes: number, incarnation = 1) => report('b', { incarnation, links: [link('a', 'up', 'up', { received, receivedBytes: bytes })] });
  let view = update(update(unheard('b'), b(100, 5_000), 1_000), b(140, 9_000), 3_000);
  expect(between(heard('a', link('b')), view).forth).toMatchObject({ messages: 20, bytes: 2_000 });
  expect(between(heard('a', link('b')), view).back).toMatchObject({ messages: null, bytes: null });
  view = update(view, b(3, 10, 2), 4_000);
  expect(between(heard('a', link('b')), view).forth).toMatchObject({ messages: null, bytes: null });
  expect(between(heard('a', link('b')), update(view, silent, 5_000)).forth.messages).toBeNull();
});
