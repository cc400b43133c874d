import { describe, expect, it } from 'vitest';
import { apply, includes } from '../../src/chat/state/people';

describe('apply', () => {
  it('keeps the order of UTF-16 code units, and each name once', () => {
    expect(apply(['B', 'a', '\uD83D\uDE00'], ['a', '\uFF5E', 'C', 'C'], ['B'])).toEqual(['C', 'a', '\uD83D\uDE00', '\uFF5E']);
    expect(apply([], ['b', 'a'], ['c'])).toEqual(['a', 'b']);
    expect(apply(['a'], [], [])).toEqual(['a']);
  });

  it('agrees with a set, whatever joins and leaves', () => {
    let people: string[] = [];
    const model = new Set<string>();
    let seed = 7;
    const random = (below: number): number => (seed = (seed * 48_271) % 2_147_483_647) % below;
    for (let round = 0; round < 300; round++) {
      const joined = Array.from({ length: random(4) }, () => `n${random(30)}`);
      const left = Array.from({ length: random(4) }, () => `n${random(30)}`).filter(name => !joined.includes(name));
      left.forEach(name => model.delete(name));
      joined.forEach(name => model.add(name));
      people = apply(people, joined, left);
      expect(people).toEqual([...model].sort());
    }
  });
});

it('includes finds who is there', () => {
  const people = ['Anna', 'Billy', 'Carl'];
  expect(people.map(name => includes(people, name))).toEqual([true, true, true]);
  expect(['', 'Aaron', 'Bob', 'Zoe'].map(name => includes(people, name))).toEqual([false, false, false, false]);
  expect(includes([], 'Anna')).toBe(false);
});
