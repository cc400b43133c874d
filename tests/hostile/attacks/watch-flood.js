// One client watches and unwatches a hundred names as fast as the server reads.
import { floodAgain } from '../flooding.js';
import { frame } from '../websocket.js';

export const what = 'watch and unwatch of 100 names as fast as the server reads';

const names = JSON.stringify(Array.from({ length: 100 }, (_, n) => `watched ${n}`));
const [watch, unwatch] = ['watch', 'unwatch'].map(event => frame(`42["${event}",${names}]`));

export async function attack({ target, seconds }) {
  const identify = () => ({ user: 'Mallory', presence: 'watched' });
  return { sent: await floodAgain(target, { seconds, identify, next: n => (n % 2 ? unwatch : watch) }) };
}
