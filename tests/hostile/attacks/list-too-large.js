// Many users are there, and one address adds as many as it may: the list of all is larger than what is sent in one packet.
import { setTimeout as sleep } from 'node:timers/promises';
import { startCrowd } from '../crowd.js';
import { PollingUsers } from '../polling.js';

const shareOf = scale => scale < 1 ? scale / 5 : 1;
const usersOf = scale => 46_000 * shareOf(scale);
const moreOf = scale => 8_000 * shareOf(scale); // an address may have 10,000 sessions
const names = (who, count) => Array.from({ length: count }, (_, n) => `${who} ${String(n).padStart(5, '0')}${'€'.repeat(54)}`);

export const what = '8,000 more users, where 46,000 with names of 172 bytes are: a list beyond the 8 MiB that are sent';
export const readers = ['list', 'changes'];
export const connections = () => 80;
export const memory = 1024 * 1024 * 1024; // the users who are there before are two thirds of it

/** A list may have half of an outbox. A short run has fewer users, and a smaller outbox. */
export const options = scale => scale < 1 ? ['--outbox-bytes', String(Math.floor(16 * 1024 * 1024 * shareOf(scale)))] : [];

let crowd;

/** The users. They are honest. */
export async function prepare({ target, scale }) {
  crowd = startCrowd(target, names('user', usersOf(scale)));
  await crowd.ready;
  return { made: crowd.made };
}

export async function attack({ target, seconds, scale }) {
  const end = Date.now() + seconds * 1000;
  const polling = new PollingUsers(target);
  const all = names('more', moreOf(scale));
  let made = 0;
  await Promise.all(Array.from({ length: 8 }, async () => {
    while (all.length > 0 && Date.now() < end) if (await polling.make(all.pop())) made++;
  }));
  await sleep(Math.max(1_000, end - Date.now())); // lists are told of at most twice a second when they are long
  polling.end();
  crowd.end();
  return { made, before: crowd.made };
}

/** Whoever wants the whole list is told that it is too large; nobody is closed for it. */
export function holds({ after: { readers: all } }) {
  const told = all.filter(reader => reader.presence === 'list' && reader.refusals > 0).length;
  const wanting = all.filter(reader => reader.presence === 'list').length;
  return [{ name: 'readers of the list are told', holds: told === wanting, detail: `${told} of ${wanting}: list-too-large` }];
}
