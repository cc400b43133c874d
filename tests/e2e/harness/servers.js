// Real gossamer processes on free ports, with a configuration file of their own.
import { rmSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { leaveNats, useNats } from './nats.js';
import { serverCommand } from './paths.js';
import { freePort } from './ports.js';
import { Launched } from './processes.js';
import { until } from './wait.js';

const directories = new Set();
process.once('exit', () => directories.forEach(directory => rmSync(directory, { recursive: true, force: true }))); // of interrupted tests

// Servers do not start without keys, as in production; those of tests share one.
process.env.GOSSAMER_MESH_KEY ??= 'a key for end-to-end tests';

const startLimit = 60_000; // ms; a cold start on a busy machine takes a few seconds

export class Server {
  #directory;
  config;
  #options;
  process;
  log = []; // of all lives of this server
  env = {}; // besides this process's
  via = []; // a command that runs another one, such as in a network namespace
  command; // what to run instead of what the others run

  constructor(entry, directory, config, options) {
    Object.assign(this, entry);
    this.#directory = directory;
    this.config = config;
    this.#options = options;
  }

  get url() {
    return `http://${this.ip}:${this.port}`;
  }

  /** Starts the process and returns when it answers that it is ready. */
  async start() {
    const [command, ...args] = [...this.via, ...this.command ?? serverCommand()];
    const launched = new Launched(command, [...args, 'serve', this.config, this.id, ...identity(this.#options)], { cwd: this.#directory, env: this.env });
    this.process = launched;
    this.log.push(launched);
    await until(() => launched.end || isReady(this.url), `${this.id} to be ready`, { limit: startLimit });
    if (launched.end) throw new Error(`${this.id} ended at its start: ${JSON.stringify(launched.end)}\n${launched.lines.join('\n')}`);
    return this;
  }

  kill = () => this.process.stop('SIGKILL');
  terminate = limit => this.process.stop('SIGTERM', limit);
  pause = () => this.process.signal('SIGSTOP');
  resume = () => this.process.signal('SIGCONT');

  lines(last = Infinity) {
    return this.log.flatMap(life => life.lines).slice(-last);
  }
}

/** Over what the servers of tests reach each other: directly or, with GOSSAMER_TEST_ENGINE=nats, over NATS. */
export const isOverNats = process.env.GOSSAMER_TEST_ENGINE === 'nats';
let meshes = 0; // each has a name of its own: they share one nats-server
const engineOver = nats => nats ? { mesh: { engine: 'nats', url: nats.url, cluster: `mesh-${++meshes}` } } : {};

/** Names are as given, unless a test says otherwise. */
const identity = options => options.includes('--identity') ? options : [...options, '--identity', 'open'];

async function isReady(url) {
  const answer = await fetch(`${url}/healthz/ready`);
  await answer.arrayBuffer();
  return answer.status === 200;
}

export class Mesh {
  /**
   * The servers of one configuration, none of them started.
   * @param options extra arguments of `serve` @param change each entry of the file
   * @param nats over which they reach each other; null: over none; undefined: over that of the tests, if they are over NATS
   */
  static async plan(count, options = [], change = entry => entry, nats = undefined) {
    const mesh = new Mesh();
    mesh.sharesNats = nats === undefined && isOverNats;
    if (mesh.sharesNats) nats = await useNats();
    mesh.directory = await mkdtemp(join(tmpdir(), 'gossamer-e2e-'));
    directories.add(mesh.directory);
    mesh.config = join(mesh.directory, 'config.json');
    const entries = [];
    for (let n = 1; n <= count; n++) entries.push(change({ id: `server-${n}`, ip: '127.0.0.1', port: await freePort() }));
    await writeFile(mesh.config, JSON.stringify({ ...engineOver(nats), servers: entries }));
    mesh.servers = entries.map(entry => new Server(entry, mesh.directory, mesh.config, options));
    return mesh;
  }

  static async start(count, options) {
    const mesh = await Mesh.plan(count, options);
    try {
      await Promise.all(mesh.servers.map(server => server.start()));
    } catch (error) {
      await mesh.end();
      throw error;
    }
    return mesh;
  }

  async end() {
    await Promise.all(this.servers.map(server => server.process?.stop('SIGKILL')));
    await rm(this.directory, { recursive: true, force: true });
    directories.delete(this.directory);
    if (this.sharesNats) await leaveNats();
    this.sharesNats = false;
  }
}
