// One of a sample's processes that are a mesh.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { repository } from '../../e2e/harness/paths.js';
import { freePort } from '../../e2e/harness/ports.js';
import { Launched } from '../../e2e/harness/processes.js';
import { until } from '../../e2e/harness/wait.js';

export class MeshServer {
  /** @param {(name: string) => (string|number)[]} args what the sample needs to be told. */
  constructor(sample, port, args) {
    this.name = `server-${port}`;
    this.url = `http://127.0.0.1:${port}`;
    this.folder = join(repository, 'samples', sample);
    this.args = [join(this.folder, 'bin', process.env.CONFIGURATION || 'Debug', 'net10.0', `${sample}.dll`), ...args(this.name).map(String)];
  }

  async start() {
    this.process = new Launched('dotnet', this.args, { cwd: this.folder });
    await until(async () => this.process.end || await fetch(`${this.url}/socket.io/`), `${this.name} to listen`, { limit: 60_000 });
    assert.equal(this.process.end, undefined, this.process.lines.join('\n'));
  }

  stop = signal => this.process?.stop(signal);
}

/** So many servers, not started; each is made with its port and those of the others. */
export async function mesh(count, create) {
  const ports = await Promise.all(Array.from({ length: count }, () => freePort()));
  return ports.map(port => create(port, ports.filter(other => other !== port)));
}
