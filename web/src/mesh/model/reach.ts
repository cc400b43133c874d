/** Whether it is this browser that reaches nobody. */

import type { ServerView } from './server';

/** offline: the browser says so itself. alone: it says nothing, and no server answers it. */
export type Reach = 'reaching' | 'offline' | 'alone';

/** That all servers die in one moment is rare, that a laptop loses its network is not: nothing is said to be dead then. */
export function reachOf(servers: readonly ServerView[], isOnline: boolean): Reach {
  const isAnySilent = servers.some(({ state }) => state === 'dead');
  if (!isOnline && isAnySilent) return 'offline';
  return isAnySilent && servers.every(({ state }) => state === 'dead') ? 'alone' : 'reaching';
}
