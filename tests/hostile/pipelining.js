// Pipelined HTTP requests over a few connections, as fast as they are answered.
import { RawSocket } from './websocket.js';

/**
 * Writes batches of requests until the time is over, each once all before it are answered, or after a second. Connections that end are
 * opened anew.
 * @param target where to, as RawSocket.tcp takes it
 * @param how connections, batch, seconds, and request: the head of the next one, without its last empty line
 * @returns how many answers there were of each status
 */
export async function pipeline(target, { connections, batch, seconds, request }) {
  const counts = {};
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
        raw.tcp.write(Array.from({ length: batch }, () => `${request()}\r\n\r\n`).join(''));
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
