import { expect, it } from 'vitest';
import { nextAttempt, shuffled } from '../../src/chat/connection/retry';

const servers = [1, 2, 3].map(number => ({ id: `server-${number}`, url: `http://localhost:300${number}` }));

it('tries its own server first, then the others in turn, later each time', () => {
  const attempts = [1, 2, 3, 4, 5, 9].map(attempt => nextAttempt(attempt, servers[1]!, servers, 0));
  expect(attempts.map(({ server }) => server.id)).toEqual(['server-2', 'server-1', 'server-3', 'server-2', 'server-1', 'server-3']);
  expect(attempts.map(({ delayMs }) => delayMs)).toEqual([500, 1_000, 2_000, 4_000, 5_000, 5_000]);
});

it('leaves some of the wait to chance, and knows no other server than its own if there is none', () => {
  expect(nextAttempt(2, servers[0]!, servers, 1).delayMs).toBe(700);
  expect(nextAttempt(2, servers[0]!, [servers[0]!], 0).server.id).toBe('server-1');
});

it('shuffles as chance has it', () => {
  const places = [0.5, 0.9, 0.1];
  expect(shuffled(servers, () => places.shift()!).map(({ id }) => id)).toEqual(['server-3', 'server-1', 'server-2']);
});
