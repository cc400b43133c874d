// One client sends messages as fast as the server reads.
import { RawSocket, frame } from '../websocket.js';

export const what = 'im as fast as the server reads, to an honest user';

export async function attack({ target, seconds }) {
  let sent = 0;
  const end = Date.now() + seconds * 1000;
  for (let n = 0; Date.now() < end; n++) {
    const raw = await RawSocket.identified(target, `Mallory ${n}`).catch(() => null);
    if (!raw) {
      await new Promise(resolve => setTimeout(resolve, 20));
      continue;
    }

    const im = frame(`42${JSON.stringify(['im', { from: `Mallory ${n}`, to: 'Honest right', text: 'x'.repeat(100) }])}`);
    sent += await raw.flood((end - Date.now()) / 1000, () => im);
    raw.tcp.destroy();
  }

  return { sent };
}
