// Servers with a configuration file each, which lists no others: they find each other by what its mesh section says.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './ports.js';
import { Server } from './servers.js';

/** @returns makes a server that is not started; it ends, and its file goes, with the test. */
export async function loneServers(s) {
  const directory = await mkdtemp(join(tmpdir(), 'gossamer-e2e-'));
  s.onEnd(() => rm(directory, { recursive: true, force: true }));
  return async (id, mesh, ip = '127.0.0.1', port = undefined) => {
    port ??= await freePort();
    const config = join(directory, `${id}-${ip}.json`);
    await writeFile(config, JSON.stringify({ mesh: { ...mesh, listen: `${ip}:${port}` } }));
    const server = new Server({ id, ip, port }, directory, config, []);
    s.onEnd(() => server.process?.stop('SIGKILL'));
    return server;
  };
}
