// Free ports below the range from which the system takes ports for outgoing connections: a port in that range could be taken by
// any client while a server is down between kill and restart, and a client that tries to reconnect there could even meet itself.
import { createServer } from 'node:net';

const first = 20_000;
const blockSize = 64; // each process tries a block of its own, so that test files that run side by side do not meet
const blocks = 187;
let block = process.pid % blocks;
let next = 0;

export async function freePort() {
  for (let tries = 0; tries < 4 * blockSize; tries++) {
    const port = first + block * blockSize + next;
    if (++next === blockSize) {
      next = 0;
      block = (block + blocks / 11) % blocks;
    }
    if (await isFree(port)) return port;
  }
  throw new Error('no free port found');
}

export function isFree(port) {
  return new Promise(resolve => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => probe.close(() => resolve(true)));
  });
}
