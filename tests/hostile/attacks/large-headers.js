// Polling sessions whose handshakes have as many headers as a request may: what is kept of them, is kept as long as the session.
import { setTimeout as sleep } from 'node:timers/promises';
import { PollingUsers } from '../polling.js';

export const what = '10,000 sessions with 27 kB of request headers each';

const count = scale => 10_000 * scale; // as many as one address may have
const enough = 0.95; // of them are made
const longest = 30_000; // ms to make them: an address may make 5,000 at once, and 1,000 a second

const headers = Object.fromEntries(Array.from({ length: 80 }, (_, n) => [`x-kept-${n}`, 'x'.repeat(325)]));

export async function attack({ target, seconds, scale }) {
  const polling = new PollingUsers(target, { headers });
  const started = Date.now();
  let tried = 0;
  let made = 0;
  await Promise.all(Array.from({ length: 8 }, async () => {
    while (made < count(scale) && Date.now() < started + longest) {
      if (await polling.make(`Mallory ${tried++ % 200}`)) made++;
      else await sleep(20);
    }
  }));
  await sleep(Math.max(0, started + seconds * 1000 - Date.now()));
  polling.end();
  return { tried, made };
}

export function holds({ done: { made }, scale }) {
  return [{ name: 'sessions were made', holds: made >= enough * count(scale), detail: `${made} of ${count(scale)}` }];
}
