// Real nats-server processes: one, or a cluster of them; on loopback, or each in a network namespace.
import { rmSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './ports.js';
import { Launched } from './processes.js';
import { until } from './wait.js';

const directories = new Set();
process.once('exit', () => directories.forEach(directory => rmSync(directory, { recursive: true, force: true }))); // of interrupted tests

class NatsServer {
  log = []; // of all its lives

  constructor(id, place, directory) {
    Object.assign(this, { id, ...place });
    this.config = join(directory, `${id}.json`);
  }

  get url() {
    return `nats://${this.ip}:${this.port}`;
  }

  get route() {
    return `nats://${this.ip}:${this.routePort}`;
  }

  /** Its configuration: what NATS reads is nearly JSON. */
  async write(routes, settings) {
    this.routes = routes;
    const cluster = routes.length > 0 ? { cluster: { name: 'tests', listen: `${this.ip}:${this.routePort}`, routes } } : {};
    await writeFile(this.config, JSON.stringify({ server_name: this.id, listen: `${this.ip}:${this.port}`, ...cluster, ...settings }));
  }

  async start() {
    const [command, ...args] = [...this.via, 'nats-server', '-c', this.config];
    this.process = new Launched(command, args);
    this.log.push(this.process);
    await until(() => this.process.end || accepts(this.ip, this.port), `${this.id} to listen`, { limit: 30_000 });
    if (this.process.end) throw new Error(`${this.id} ended at its start: ${this.process.lines.join('\n')}`);
    return this;
  }

  /** It reads its configuration again, with other settings. */
  async reload(settings) {
    await this.write(this.routes, settings);
    const before = reloads(this);
    this.process.signal('SIGHUP');
    await until(() => reloads(this) > before, `${this.id} to read its configuration`);
  }

  kill = () => this.process.stop('SIGKILL');
  pause = () => this.process.signal('SIGSTOP');
  resume = () => this.process.signal('SIGCONT');
  lines = () => this.log.flatMap(life => life.lines);
}

const reloads = server => server.lines().filter(line => line.includes('Reloaded server configuration')).length;

const accepts = (ip, port) => new Promise((resolve, reject) => {
  const socket = connect(port, ip, () => {
    socket.destroy();
    resolve(true);
  });
  socket.on('error', reject);
});

const onLoopback = async () => ({ ip: '127.0.0.1', port: await freePort(), routePort: await freePort(), via: [] });

export class Nats {
  servers = [];

  /** @param options settings: of NATS' configuration, besides where it listens; place: where the nth lives: {ip, port, routePort, via} */
  static async start(count = 1, { settings = {}, place = onLoopback } = {}) {
    const nats = new Nats();
    nats.directory = await mkdtemp(join(tmpdir(), 'gossamer-nats-'));
    directories.add(nats.directory);
    for (let n = 1; n <= count; n++) nats.servers.push(new NatsServer(`nats-${n}`, await place(n), nats.directory));
    const routes = count === 1 ? [] : nats.servers.map(server => server.route);
    await Promise.all(nats.servers.map(server => server.write(routes, settings)));
    await Promise.all(nats.servers.map(server => server.start()));
    return nats;
  }

  /** All servers of the cluster, for clients. */
  get url() {
    return this.servers.map(server => server.url).join(',');
  }

  async end() {
    await Promise.all(this.servers.map(server => server.process?.stop('SIGKILL')));
    await rm(this.directory, { recursive: true, force: true });
    directories.delete(this.directory);
  }
}

let shared;
let users = 0;

/** The one of this process's tests; it ends when nobody needs it any more. */
export const useNats = () => {
  users++;
  return shared ??= Nats.start();
};

export async function leaveNats() {
  if (--users > 0) return;
  const nats = await shared;
  shared = undefined;
  await nats.end();
}

/** Which nats-server a server is connected to, as its log tells. */
export const natsOf = server => /Connected to NATS server ([^,\s]+)/.exec(server.lines().findLast(line => line.includes('Connected to NATS server')))?.[1];
