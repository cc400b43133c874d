// Requests to link as a server, without a token, as fast as they are refused.
import { RawSocket } from '../websocket.js';

export const what = '/mesh without a token, pipelined';

const batch = 64;

export async function attack({ target, seconds }) {
  let answers = 0;
  const request = `GET /mesh HTTP/1.1\r\nHost: ${target.host}:${target.port}\r\n\r\n`.repeat(batch);
  const end = Date.now() + seconds * 1000;
  await Promise.all(Array.from({ length: 4 }, async () => {
    while (Date.now() < end) {
      const raw = await RawSocket.tcp(target).catch(() => null);
      if (!raw) continue;
      let more;
      raw.tcp.on('data', data => {
        answers += data.toString('latin1').split('HTTP/1.1 ').length - 1;
        more?.();
      });
      raw.tcp.once('close', () => more?.());
      while (Date.now() < end && !raw.isClosed) {
        raw.tcp.write(request);
        await new Promise(resolve => {
          more = resolve;
          setTimeout(resolve, 1000);
        });
      }

      raw.tcp.destroy();
    }
  }));
  return { answers };
}
