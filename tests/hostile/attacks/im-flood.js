// One client sends messages as fast as the server reads.
import { floodAgain } from '../flooding.js';
import { frame } from '../websocket.js';

export const what = 'im as fast as the server reads, to an honest user';

const nameOf = connection => `Mallory ${connection}`;

export async function attack({ target, seconds }) {
  const text = 'x'.repeat(100);
  const next = (_, connection) => frame(`42${JSON.stringify(['im', { from: nameOf(connection), to: 'Honest right', text }])}`);
  return { sent: await floodAgain(target, { seconds, identify: nameOf, next }) };
}
