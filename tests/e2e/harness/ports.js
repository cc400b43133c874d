// Free ports below the range from which the system takes ports for outgoing connections: a port in that range could be taken by
// any client while a server is down between kill and restart, and a client that tries to reconnect there could even meet itself.
import { createServer } from 'node:net';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const first = 20_000;
const blockSize = 64; // each process has a block of its own, so that test files that run side by side do not meet
const blocks = 187;
let block;
let next = blockSize;

export async function freePort() {
  for (let tries = 0; tries < 4 * blockSize; tries++) {
    if (next === blockSize) [block, next] = [claim(), 0];
    const port = first + block * blockSize + next++;
    if (await isFree(port)) return port;
  }
  throw new Error('no free port found');
}

/** A block that no other living process has: a file says whose it is. */
function claim() {
  for (let n = 0; n < blocks; n++) {
    const candidate = (process.pid + n) % blocks;
    const file = join(tmpdir(), `gossamer-ports-${candidate}`);
    if (!isOver(file)) continue;
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' });
    } catch {
      continue; // another process was quicker
    }
    process.once('exit', () => rmSync(file, { force: true }));
    return candidate;
  }
  throw new Error('all blocks of ports are taken');
}

/** Nobody has it, or whoever had it is gone. */
function isOver(file) {
  let owner;
  try {
    owner = Number(readFileSync(file, 'utf8'));
  } catch {
    return true;
  }
  try {
    if (owner > 0) process.kill(owner, 0);
    return false;
  } catch {
    rmSync(file, { force: true });
    return true;
  }
}

export function isFree(port) {
  return new Promise(resolve => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => probe.close(() => resolve(true)));
  });
}
