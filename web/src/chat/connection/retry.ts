/** When and where a lost connection is tried again: its own server first, then the others in turn, each time a little later. */

import type { ServerChoice } from '../../shared/servers';

const FIRST_MS = 500;
const MAX_MS = 5_000;
const JITTER = 0.3;

export interface Attempt {
  server: ServerChoice;
  delayMs: number;
}

/**
 * @param attempt 1 for the first after the loss.
 * @param lost Where the connection was.
 * @param servers In the order in which to try them.
 * @param chance From 0 to 1: servers that come back are not to be stormed by all at once.
 */
export function nextAttempt(attempt: number, lost: ServerChoice, servers: readonly ServerChoice[],
    chance: number = Math.random()): Attempt {
  const others = servers.filter(({ url }) => url !== lost.url);
  const ring = [lost, ...others];
  const delay = Math.min(FIRST_MS * 2 ** (attempt - 1), MAX_MS);
  return { server: ring[(attempt - 1) % ring.length]!, delayMs: Math.round(delay * (1 - JITTER * chance)) };
}

/** @param chance From 0 to 1, less than 1. */
export function shuffled(servers: readonly ServerChoice[], chance: () => number = Math.random): readonly ServerChoice[] {
  return servers.map(server => ({ server, place: chance() })).sort((a, b) => a.place - b.place).map(({ server }) => server);
}
