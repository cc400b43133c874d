import { expect, it } from 'vitest';
import { createPace } from '../../src/shell/pace';

const sum = (pace: (now: number) => number, from: number, to: number, every: number): number => {
  let total = 0;
  for (let now = from + every; now <= to; now += every) total += pace(now);
  return total;
};

it('keeps the rate, however the ticks fall', () => {
  expect(sum(createPace(10, 0), 0, 10_000, 50)).toBe(100);
  expect(sum(createPace(200, 0), 0, 10_000, 70)).toBe(1_988);
  expect(sum(createPace(1, 0), 0, 10_500, 50)).toBe(10);
});

it('says less where ticks come late, so that a busy page can be stopped', () => {
  expect(sum(createPace(60, 0), 0, 10_000, 500)).toBe(20 * 6);
});

it('keeps it after a spell in the background, too', () => {
  const pace = createPace(20, 0);
  expect(pace(60_000)).toBe(2); // a tenth of a second's worth
  expect(sum(pace, 60_000, 62_000, 50)).toBe(40);
});
