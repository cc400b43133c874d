// Many users are there, and eight clients ask for the list again and again: a few bytes in, the whole list out.
import { setTimeout as sleep } from 'node:timers/promises';
import { startCrowd } from '../crowd.js';
import { RawSocket, frame } from '../websocket.js';

export const what = 'eight clients that change how they want the list four times a second, among 20,000 users';
export const readers = ['list'];
export const connections = () => 80; // the users' and the clients'

const usersOf = scale => 20_000 * scale;
const enough = 0.95; // of the users are in the list

let crowd;

/** The users. They are honest. */
export async function prepare({ target, scale }) {
  crowd = startCrowd(target, Array.from({ length: usersOf(scale) }, (_, n) => `user ${String(n).padStart(5, '0')}`));
  await crowd.ready;
  return { made: crowd.made };
}

export async function attack({ target, seconds }) {
  let sent = 0;
  const end = Date.now() + seconds * 1000;
  await Promise.all(Array.from({ length: 8 }, async (_, client) => {
    const user = `Mallory ${client}`;
    while (Date.now() < end) {
      const raw = await RawSocket.identified(target, user).catch(() => null);
      for (let n = 0; raw && !raw.isClosed && Date.now() < end; n++) {
        raw.tcp.write(frame(`42${JSON.stringify(['identify', { user, presence: n % 2 ? 'list' : 'changes' }])}`));
        sent++;
        await sleep(250);
      }

      raw?.tcp.destroy();
      await sleep(20);
    }
  }));
  return { sent, made: crowd.made };
}

/** What honest readers of the list see while the attack ends. */
export function holds({ during, scale }) {
  const listed = Math.min(...during.readers.map(reader => reader.users));
  return [{ name: 'the users are there', holds: listed >= enough * usersOf(scale), detail: `${listed} of ${usersOf(scale)} in the list` }];
}
