// Two clients write the longest texts to somebody whose line is slow: what waits for him is more than a client may have waiting.
import { setTimeout as sleep } from 'node:timers/promises';
import { floodAgain } from '../flooding.js';
import { RawSocket, frame } from '../websocket.js';

export const what = 'im of 12 kB as fast as the server reads, by two clients, to an honest reader that takes 100 kB a second';

const perSecond = 100_000; // bytes that he takes
const victim = 'Honest slow';
const text = '€'.repeat(4_096); // 12,288 bytes
const least = 4; // s: what two connections send in it, which nothing but their rates of packets and bytes holds up, is more than his outbox takes

export const options = () => []; // servers of its own: their log tells who was closed

/** An honest reader on a slow line. What the server makes of him, he would learn when he has read what came before. */
async function slowReader(target) {
  const raw = await RawSocket.identified({ ...target, from: '127.0.0.11' }, { user: victim, presence: 'none' });
  const reader = { raw, received: 0 };
  raw.tcp.on('data', data => {
    reader.received += data.length;
    raw.tcp.pause();
    setTimeout(() => raw.tcp.resume(), 1000 * data.length / perSecond);
  });
  return reader;
}

export async function attack({ target, seconds }) {
  const reader = await slowReader(target);
  const sent = await Promise.all(['Mallory', 'Trudy'].map(from => {
    const im = frame(`42${JSON.stringify(['im', { from, to: victim, text }])}`);
    return floodAgain(target, { seconds: Math.max(least, seconds), identify: () => ({ user: from, presence: 'none' }), next: () => im });
  }));
  await sleep(500);
  reader.raw.tcp.destroy();
  return { sent: sent[0] + sent[1], received: reader.received };
}

/** He is as honest as he is slow. */
export function holds({ done: { received }, server }) {
  const closed = server.lines().filter(line => line.includes('too slow'));
  const detail = closed.length > 0 ? closed.join('; ') : `he got ${Math.round(received / 1000)} kB, and more is on its way`;
  return [{ name: 'the slow reader stays', holds: closed.length === 0, detail }];
}
