// @vitest-environment jsdom
import { act, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { EVERY_MS, pauseFor } from '../../src/mesh/ask/poll';
import { useMesh } from '../../src/mesh/ask/useMesh';

const choice = (id: string) => ({ id, url: `http://${id}` });
let asked: string[];
let draws = 0;

beforeEach(() => {
  vi.useFakeTimers();
  [asked, draws] = [[], 0];
  vi.stubGlobal('fetch', (url: string) => {
    const { hostname: id } = new URL(url);
    asked.push(id);
    if (id === 'silent') return new Promise(() => {});
    return Promise.resolve(Response.json({ id, incarnation: 1, taken: 0, handed: 0, links: [] }));
  });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const show = (...ids: string[]) => renderHook(({ servers }) => (draws++, useMesh(servers, '')), { initialProps: { servers: ids.map(choice) } });
const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));

it('asks all in one moment, draws their answers once, and asks nobody twice at a time', async () => {
  const { result, unmount } = show('a', 'b', 'c', 'silent');
  const before = draws;
  await pass(EVERY_MS - 1);
  expect(asked).toEqual(['a', 'b', 'c', 'silent']);
  expect(draws - before).toBe(1);
  expect(result.current.map(({ state }) => state)).toEqual(['alive', 'alive', 'alive', 'waiting']);
  await pass(1);
  expect(asked.slice(4)).toEqual(['a', 'b', 'c']);
  unmount();
  await pass(10 * EVERY_MS);
  expect(asked).toHaveLength(7);
});

it('keeps what it knows of servers when others come or go', async () => {
  const { result, rerender } = show('a', 'b');
  await pass(100);
  rerender({ servers: ['b', 'c'].map(choice) });
  expect(result.current.map(({ id, state }) => [id, state])).toEqual([['b', 'alive'], ['c', 'waiting']]);
  await pass(100);
  expect(result.current.map(({ state }) => state)).toEqual(['alive', 'alive']);
});

it('asks less often when there are many, or nobody looks', () => {
  expect([pauseFor(4, false), pauseFor(40, false), pauseFor(4, true)]).toEqual([750, 1_500, 3_000]);
});
