/** One scale for all charts, so that they can be compared: from 0 to the next round number. */

import type { ServerView } from './server';

export function topOf(servers: readonly ServerView[]): number {
  let most = 0;
  for (const { samples } of servers) for (const { taken, handed } of samples) most = Math.max(most, taken ?? 0, handed ?? 0);
  return roundUp(most);
}

/** 1, 2 or 5 times a power of ten, 10 at least: a single message is no mountain. */
export function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(10, value)));
  return [1, 2, 5, 10].map(step => step * power).find(step => step >= value) ?? value;
}
