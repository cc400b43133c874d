// Handshakes that are never polled, through nginx with TLS, each with another forged X-Forwarded-For: the proxy adds who it really was.
import { startNginx } from '../nginx.js';
import { pipeline } from '../pipelining.js';

export const what = 'polling handshakes that are never polled, through nginx with TLS, with forged X-Forwarded-For';
export const options = ['--proxy', '127.0.0.1'];
export const front = mesh => startNginx(mesh.servers[0]);

const perSecond = 1_000; // of one address: SocketIOOptions.HandshakesPerSecondPerAddress
const burst = 5_000;

export function attack({ target, seconds }) {
  let forged = 0;
  const request = () => `GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: ${target.host}:${target.port}\r\n`
    + `X-Forwarded-For: 10.${(forged >> 16) & 255}.${(forged >> 8) & 255}.${forged++ & 255}`;
  return pipeline({ ...target, tls: true }, { connections: 8, batch: 16, seconds, request });
}

/** One address, whatever it says of itself: more than its rate would mean that each forged one had a rate of its own. */
export const holds = (done, seconds) => ({
  name: 'one address by its last hop', holds: (done[200] ?? 0) <= burst + perSecond * (seconds + 1), detail: `${done[200] ?? 0} handshakes in ${seconds} s`,
});
