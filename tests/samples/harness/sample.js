// A sample as a process of its own, on a free port.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { after, before } from 'node:test';
import { repository } from '../../e2e/harness/paths.js';
import { freePort } from '../../e2e/harness/ports.js';
import { Launched } from '../../e2e/harness/processes.js';
import { until } from '../../e2e/harness/wait.js';

const npmClient = join(repository, 'tests', 'e2e', 'node_modules', 'socket.io-client-4', 'dist', 'socket.io.min.js'); // for pages
const startLimit = 60_000; // ms; a cold start on a busy machine

export class Sample {
  /** @param {{args?: string[], command?: string[], cwd?: string, clientScript?: string}} options cwd: where its page is, if not in its folder. */
  static async start(folder, { args = [], command, cwd = command ? undefined : join(repository, folder), clientScript = npmClient } = {}) {
    const sample = new Sample();
    const port = await freePort();
    sample.url = `http://127.0.0.1:${port}`;
    const [file, ...first] = command ?? ['dotnet', assembly(folder)];
    sample.process = new Launched(file, [...first, '--urls', sample.url, ...args], { cwd, env: { Logging__LogLevel__Default: 'Information', ClientScript: clientScript } });
    await until(() => sample.process.end || answers(sample.url), `${folder} to listen`, { limit: startLimit });
    if (sample.process.end) throw new Error(`${folder} ended at its start\n${sample.process.lines.join('\n')}`);
    return sample;
  }

  get ws() {
    return this.url.replace('http', 'ws');
  }

  get lines() {
    return this.process.lines;
  }

  stop = signal => this.process.stop(signal);
}

/** One process for all tests of a file. */
export function shared(folder, options) {
  const holder = {};
  before(async () => {
    holder.sample = await Sample.start(folder, options);
  });
  after(() => holder.sample?.stop());
  return {
    get url() { return holder.sample.url; },
    get ws() { return holder.sample.ws; },
    get lines() { return holder.sample.lines; },
  };
}

async function answers(url) {
  await (await fetch(url)).arrayBuffer(); // whatever it says
  return true;
}

function assembly(folder) {
  const name = folder.split('/').at(-1);
  const dll = join(repository, folder, 'bin', process.env.CONFIGURATION || 'Debug', 'net10.0', `${name}.dll`);
  if (!existsSync(dll)) throw new Error(`${dll} is missing: build first (./test build)`);
  return dll;
}
