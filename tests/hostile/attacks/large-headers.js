// Polling sessions whose handshakes have as many headers as a request may: what is kept of them, is kept as long as the session.
import { setTimeout as sleep } from 'node:timers/promises';
import { PollingUsers } from '../polling.js';

export const what = '10,000 sessions with 15 kB of request headers each, after one with 27 kB';

const count = scale => 10_000 * scale; // as many as one address may have
const enough = 0.95; // of them are made
const longest = 30_000; // ms to make them: an address may make 2,000 at once, and 1,000 a second

const headersOf = size => Object.fromEntries(Array.from({ length: 80 }, (_, n) => [`x-kept-${n}`, 'x'.repeat(size / 80)]));

export async function attack({ target, seconds, scale }) {
  const tooLarge = await new PollingUsers(target, { headers: headersOf(26_000) }).open();
  const polling = new PollingUsers(target, { headers: headersOf(14_400) });
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
  return { tried, made, tooLarge: tooLarge !== null };
}

export function holds({ done: { made, tooLarge }, scale }) {
  return [
    { name: 'sessions were made', holds: made >= enough * count(scale), detail: `${made} of ${count(scale)}` },
    { name: 'more than 16 KiB are refused', holds: !tooLarge, detail: tooLarge ? '27 kB were taken' : '27 kB were refused' },
  ];
}
