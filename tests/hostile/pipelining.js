// Pipelined HTTP requests over a few connections, as fast as they are answered.
import { RawSocket } from './websocket.js';

/** A request of a polling client with no more headers than it needs; its first one when no session is named. */
export function polled({ host, port }, { sid, body, headers = [] } = {}) {
  const [method, length] = body === undefined ? ['GET', []] : ['POST', [`Content-Length: ${Buffer.byteLength(body)}`]];
  const path = `/socket.io/?EIO=4&transport=polling${sid ? `&sid=${sid}` : ''}`;
  const lines = [`${method} ${path} HTTP/1.1`, `Host: ${host}:${port}`, ...headers, ...length];
  return `${lines.join('\r\n')}\r\n\r\n${body ?? ''}`;
}

/**
 * Writes batches of requests until the time is over, each once all before it are answered, or after a second. Connections that end are
 * opened anew.
 * @param target where to, as RawSocket.tcp takes it
 * @param how connections, batch, seconds, request: the next one; heard: is told what comes, piece by piece, if it is given
 * @returns how many answers there were of each status
 */
export async function pipeline(target, { connections, batch, seconds, request, heard }) {
  const counts = {};
  const end = Date.now() + seconds * 1000;
  await Promise.all(Array.from({ length: connections }, async () => {
    while (Date.now() < end) {
      const raw = await RawSocket.tcp(target).catch(() => null);
      if (!raw) continue;
      let answered = 0;
      let more;
      let rest = ''; // of a status line that has not come whole
      raw.tcp.on('data', data => {
        const text = data.toString('latin1');
        heard?.(text);
        rest += text;
        let end = 0;
        for (const match of rest.matchAll(/HTTP\/1\.1 (\d{3})/g)) {
          counts[match[1]] = (counts[match[1]] ?? 0) + 1;
          answered++;
          end = match.index + match[0].length;
        }

        rest = rest.slice(Math.max(end, rest.length - 11));
        if (answered >= batch) more?.();
      });
      raw.tcp.once('close', () => more?.());
      while (Date.now() < end && !raw.isClosed) {
        answered = 0;
        raw.tcp.write(Array.from({ length: batch }, request).join(''));
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
