// Fills the table of sessions: polling handshakes, pipelined, none of them ever polled.
import { pipeline, polled } from '../pipelining.js';

export const what = 'polling handshakes that are never polled';

export function attack({ target, seconds }) {
  return pipeline(target, { connections: 4, batch: 32, seconds, request: () => polled(target) });
}
