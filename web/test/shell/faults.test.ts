import { describe, expect, it, vi } from 'vitest';
import { ask, inWords, make, pairsOf, readFaults, together } from '../../src/shell/faults/faults';

const link = (to: string, isCut = false) => ({ to, state: isCut ? 'down' : 'up', isCut, healsInMs: isCut ? 250_000 : null });
const server = (id: string, ...links: unknown[]) => ({ id, state: 'running', canStop: true, startsInMs: null, links });
const answer = (...servers: unknown[]) => ({ healAfterMs: 300_000, servers });

describe('readFaults', () => {
  it('reads servers and links, and leaves out what is none', () => {
    expect(readFaults(answer(server('a', link('b', true), { to: 7 }), null, { id: 'c', state: 'asleep' }), 'http://x')).toEqual({
      kind: 'there', healAfterMs: 300_000, servers: [{ ...server('a'), links: [link('b', true)], at: 'http://x' }],
    });
  });

  it('says why it was refused', () => {
    expect(readFaults({ error: { code: 'off', message: 'they are off' } }, '')).toEqual({ kind: 'refused', why: 'Refused: they are off.' });
    expect(readFaults('text', '')).toMatchObject({ kind: 'refused' });
  });
});

describe('together', () => {
  it('is all servers, each once, in their order', () => {
    const one = readFaults(answer(server('server-10'), server('server-2')), 'http://one');
    const two = readFaults(answer(server('server-2'), server('server-1')), 'http://two');
    const all = together([{ kind: 'refused', why: 'x' }, one, two]);
    expect(all.kind === 'there' && all.servers.map(({ id, at }) => [id, at])).toEqual([['server-1', 'http://two'], ['server-2', 'http://one'], ['server-10', 'http://one']]);
  });

  it('is refused when nobody has any', () => {
    expect(together([{ kind: 'refused', why: 'off' }, readFaults(answer(), '')])).toEqual({ kind: 'refused', why: 'off' });
    expect(together([])).toMatchObject({ kind: 'refused' });
  });
});

it('a pair has both directions, and a server that cannot be asked has none', () => {
  const { servers } = readFaults(answer(server('a', link('b'), link('c')), server('b', link('a', true))), '') as Extract<ReturnType<typeof readFaults>, { kind: 'there' }>;
  expect(pairsOf(servers)).toEqual([
    { one: 'a', other: 'b', there: link('b'), back: link('a', true) },
    { one: 'a', other: 'c', there: link('c'), back: null },
  ]);
});

it('asks, and makes a fault, where it is told to', async () => {
  const get = vi.fn(async () => Response.json(answer(server('a'))));
  expect(await ask('http://x', get)).toMatchObject({ kind: 'there' });
  await make('http://x', { kind: 'cut', from: 'a', to: 'b' }, get);
  expect(get).toHaveBeenLastCalledWith('http://x/api/faults/cut', expect.objectContaining({ method: 'POST', body: '{"from":"a","to":"b"}' }));
  expect(await ask('http://x', async () => Promise.reject(new TypeError('fetch failed')))).toEqual({ kind: 'refused', why: 'No server answers.' });
});

it.each([[0, '0 s'], [59_001, '1 min'], [300_000, '5 min'], [250_000, '4 min 10 s'], [9_400, '10 s']])('%i ms are %s', (ms, words) => {
  expect(inWords(ms)).toBe(words);
});
