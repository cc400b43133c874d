// One client says who it is, another name each time, as fast as the server reads.
import { RawSocket, frame } from '../websocket.js';

export const what = 'identify as fast as the server reads, another name each time';

export async function attack({ target, seconds }) {
  let sent = 0;
  const end = Date.now() + seconds * 1000;
  while (Date.now() < end) {
    const raw = await RawSocket.identified(target, 'Mallory').catch(() => null);
    if (!raw) {
      await new Promise(resolve => setTimeout(resolve, 20));
      continue;
    }

    sent += await raw.flood((end - Date.now()) / 1000, n => frame(`42["identify","Mallory ${n % 1000}"]`));
    raw.tcp.destroy();
  }

  return { sent };
}
