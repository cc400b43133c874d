// One client watches and unwatches a hundred names as fast as the server reads.
import { RawSocket, frame } from '../websocket.js';

export const what = 'watch and unwatch of 100 names as fast as the server reads';

const names = JSON.stringify(Array.from({ length: 100 }, (_, n) => `watched ${n}`));

export async function attack({ target, seconds }) {
  let sent = 0;
  const [watch, unwatch] = ['watch', 'unwatch'].map(event => frame(`42["${event}",${names}]`));
  const end = Date.now() + seconds * 1000;
  while (Date.now() < end) {
    const raw = await RawSocket.identified(target, { user: 'Mallory', presence: 'watched' }).catch(() => null);
    if (!raw) {
      await new Promise(resolve => setTimeout(resolve, 20));
      continue;
    }

    sent += await raw.flood((end - Date.now()) / 1000, n => (n % 2 ? unwatch : watch));
    raw.tcp.destroy();
  }

  return { sent };
}
