// samples/Adapters as a mesh of processes.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { repository } from '../../e2e/harness/paths.js';
import { freePort } from '../../e2e/harness/ports.js';
import { Launched } from '../../e2e/harness/processes.js';
import { until } from '../../e2e/harness/wait.js';
import { joined } from './redis.js';

const folder = join(repository, 'samples', 'Adapters');
const program = join(folder, 'bin', process.env.CONFIGURATION || 'Debug', 'net10.0', 'Adapters.dll');

export class MeshServer {
  constructor(port, others) {
    Object.assign(this, { name: `server-${port}`, url: `http://127.0.0.1:${port}`, ports: [port, ...others].join(',') });
  }

  async start() {
    this.process = new Launched('dotnet', [program, 'mesh', '--ports', this.ports, '--name', this.name], { cwd: folder });
    await until(async () => this.process.end || await fetch(`${this.url}/socket.io/`), `${this.name} to listen`, { limit: 60_000 });
    assert.equal(this.process.end, undefined, this.process.lines.join('\n'));
  }

  stop = signal => this.process?.stop(signal);
}

/** So many servers, not started. */
export async function mesh(count) {
  const ports = await Promise.all(Array.from({ length: count }, () => freePort()));
  return ports.map(port => new MeshServer(port, ports.filter(other => other !== port)));
}

/** Ends when each server answers each of the others. */
export async function linked(servers) {
  const probes = await Promise.all(servers.map(server => joined(server, ['probes'])));
  await until(async () => (await Promise.all(probes.map(probe => probe.ask('who', 'probes')))).every(([all]) => all.length === servers.length),
    'all servers to be linked', { limit: 60_000 });
  probes.forEach(probe => probe.close());
}
