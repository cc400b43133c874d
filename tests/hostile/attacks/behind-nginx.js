// Handshakes that are never polled, through nginx with TLS, each with another forged X-Forwarded-For: the proxy adds who it really was.
import { startNginx } from '../nginx.js';
import { pipeline, polled } from '../pipelining.js';

export const what = 'polling handshakes that are never polled, through nginx with TLS, with forged X-Forwarded-For';
export const options = () => ['--proxy', '127.0.0.1'];
export const front = mesh => startNginx(mesh.servers[0]);
export const connections = () => 64; // what nginx keeps to the server

const perSecond = 1_000; // of one address: SocketIOOptions.HandshakesPerSecondPerAddress
const burst = 2_000;

export function attack({ target, seconds }) {
  let forged = 0;
  const request = () => {
    const n = forged++;
    return polled(target, { headers: [`X-Forwarded-For: 10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`] });
  };
  return pipeline({ ...target, tls: true }, { connections: 8, batch: 16, seconds, request });
}

/** One address, whatever it says of itself: more than its rate would mean that each forged one had a rate of its own. */
export function holds({ done: { 200: made = 0 }, seconds }) {
  const most = burst + perSecond * (seconds + 1);
  return [{ name: 'one address by its last hop', holds: made <= most, detail: `${made} handshakes in ${seconds} s` }];
}
