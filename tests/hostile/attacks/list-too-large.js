// So many users with the longest names that the list of them is larger than what is sent in one packet.
import { setTimeout as sleep } from 'node:timers/promises';
import { startCrowd } from '../crowd.js';

export const what = '52,000 users with names of 172 bytes: a list beyond the 8 MiB that are sent';
export const readers = ['list', 'changes'];
export const connections = () => 80;

const shareOf = scale => scale < 1 ? scale / 5 : 1;
const usersOf = scale => 52_000 * shareOf(scale);

/** A list may have half of an outbox. A short run has fewer users, and a smaller outbox. */
export const options = scale => scale < 1 ? ['--outbox-bytes', String(Math.floor(16 * 1024 * 1024 * shareOf(scale)))] : [];

export async function attack({ target, seconds, scale }) {
  const end = Date.now() + seconds * 1000;
  const rest = '€'.repeat(54);
  const crowd = startCrowd(target, Array.from({ length: usersOf(scale) }, (_, n) => `user ${String(n).padStart(5, '0')}${rest}`));
  await crowd.ready;
  await sleep(Math.max(1_000, end - Date.now())); // lists are told of at most twice a second when they are long
  crowd.end();
  return { made: crowd.made };
}

/** Whoever wants the whole list is told that it is too large; nobody is closed for it. */
export function holds({ after: { readers: all } }) {
  const told = all.filter(reader => reader.presence === 'list' && reader.refusals > 0).length;
  const wanting = all.filter(reader => reader.presence === 'list').length;
  return [{ name: 'readers of the list are told', holds: told === wanting, detail: `${told} of ${wanting}: list-too-large` }];
}
