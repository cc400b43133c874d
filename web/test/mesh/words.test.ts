import { describe, expect, it } from 'vitest';
import { readHash, addressOf } from '../../src/mesh/ask/useChosen';
import { readReport } from '../../src/mesh/ask/status';
import { bytes, brief, count, duration, few, milliseconds, rate, version } from '../../src/mesh/model/format';
import { cut, shortNames } from '../../src/mesh/model/names';
import { roundUp, topOf } from '../../src/mesh/model/scale';
import { update } from '../../src/mesh/model/server';
import { heard, report } from './made-up';

it('numbers have marks at thousands, and units that fit', () => {
  expect([count(15_040), brief(99_999), brief(1_234_567), few(9_999), few(12_345)]).toEqual(['15,040', '99,999', '1.2M', '9,999', '12.3K']);
  expect([rate(0.25), rate(15_040.2), milliseconds(0.412), milliseconds(850), milliseconds(null)]).toEqual(['0.3/s', '15,040/s', '0.4 ms', '850 ms', '–']);
  expect([bytes(999), bytes(1_500), bytes(80_000_000), bytes(250_400_000)]).toEqual(['999 B', '1.5 kB', '80.0 MB', '250 MB']);
  expect([4_000, 60_000, 12_000_000, 540_000_000].map(duration)).toEqual(['4 s', '1 min', '3 h 20 min', '6 d 6 h']);
  expect(version('0.1.0-preview.0.524+2cdc3498dde3c44dd2f3')).toBe('0.1.0-preview.0.524+2cdc349');
});

describe('ids where there is little room', () => {
  it('lose what all have in common, but not all of it', () => {
    const names = shortNames(['chat-eu-central-1.mesh.example', 'chat-us-east-12.mesh.example']);
    expect([...names.values()]).toEqual(['eu-central-1', 'us-east-12']);
    expect([...shortNames(['chat-frankfurt-1', 'chat-frankfurt-2']).values()]).toEqual(['frankfurt-1', 'frankfurt-2']);
    expect([...shortNames(['one-of-them.example', 'abc.example']).values()]).toEqual(['one-of-…xample', 'abc.example']);
  });

  it('stay as they are when they fit, and are cut in their middle when nothing else helps', () => {
    expect([...shortNames(['server-1', 'server-2']).values()]).toEqual(['server-1', 'server-2']);
    expect(cut('a-very-long-name-of-a-server-1')).toBe('a-very-…rver-1');
    expect([...shortNames(['lonely-server-with-a-name']).values()]).toEqual(['lonely-…a-name']);
  });
});

it('all charts have one scale, to a round number', () => {
  expect([0, 9, 10, 11, 20, 49, 51, 15_040].map(roundUp)).toEqual([10, 10, 10, 20, 20, 50, 100, 20_000]);
  expect(topOf([heard('a'), update(heard('b'), report('b', { taken: 10, handed: 130 }), 3_000)])).toBe(100);
});

it('the address names a server, and a user there', () => {
  expect(readHash(addressOf('server 1&2', 'Anna #1'))).toEqual({ server: 'server 1&2', user: 'Anna #1' });
  expect(readHash('')).toEqual({ server: '', user: '' });
});

it('an answer of a server of the version before lacks what it does not tell, and nothing else', () => {
  const old = { id: 'a', incarnation: 1, draining: false, users: 2, usersHere: 1, connections: 1, waiting: 0, taken: 3, handed: 4,
    links: [{ peer: 'b', outgoing: 'up', incoming: 'later', roundTripMs: 1, unacknowledged: 0, forwarded: 1, received: 2, closed: null }, 7] };
  expect(readReport(old)).toMatchObject({ taken: 3, version: null, cpuSeconds: null, closes: {}, lastEvent: null,
    links: [{ peer: 'b', incoming: 'down', lastHeardMs: null }] });
  expect(readReport({ id: 'a' })).toBeNull();
  expect(readReport(null)).toBeNull();
});
