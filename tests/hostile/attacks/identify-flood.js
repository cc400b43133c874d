// One client says who it is, another name each time, as fast as the server reads.
import { floodAgain } from '../flooding.js';
import { frame } from '../websocket.js';

export const what = 'identify as fast as the server reads, another name each time';

export async function attack({ target, seconds }) {
  const next = n => frame(`42["identify","Mallory ${n % 1000}"]`);
  return { sent: await floodAgain(target, { seconds, identify: () => 'Mallory', next }) };
}
