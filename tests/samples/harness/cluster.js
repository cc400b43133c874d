// samples/Cluster as processes that are linked with each other.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { repository } from '../../e2e/harness/paths.js';
import { freePort } from '../../e2e/harness/ports.js';
import { Launched } from '../../e2e/harness/processes.js';
import { until } from '../../e2e/harness/wait.js';
import { connect } from './clients.js';

const folder = join(repository, 'samples', 'Cluster');
const program = join(folder, 'bin', process.env.CONFIGURATION || 'Debug', 'net10.0', 'Cluster.dll');

export class Server {
  constructor(port, others) {
    this.args = [program, port, ...others].map(String);
    this.name = `server-${port}`;
    this.url = `http://127.0.0.1:${port}`;
  }

  async start() {
    this.process = new Launched('dotnet', this.args, { cwd: folder });
    await until(async () => this.process.end || (await fetch(this.url)).ok, `${this.name} to listen`, { limit: 60_000 });
    assert.equal(this.process.end, undefined, this.process.lines.join('\n'));
  }

  join = async kind => (await connect(this.url, kind)).listen('said');
}

/** So many servers, not started. */
export async function cluster(count) {
  const ports = await Promise.all(Array.from({ length: count }, () => freePort()));
  return ports.map(port => new Server(port, ports.filter(other => other !== port)));
}

export const who = async client => (await client.ask('who'))[0].map(({ id, server }) => `${id} ${server}`).sort();

/** Ends when each server answers the others. */
export async function linked(servers) {
  const probes = await Promise.all(servers.map(server => server.join()));
  await until(async () => (await Promise.all(probes.map(who))).every(members => members.length === servers.length), 'all servers to be linked');
  probes.forEach(client => client.close());
}
