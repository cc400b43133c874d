// Real nats-server processes on loopback: one, or a cluster of them.
import { connect } from 'node:net';
import { freePort } from './ports.js';
import { Launched } from './processes.js';
import { until } from './wait.js';

class NatsServer {
  constructor(name, port, routePort) {
    Object.assign(this, { name, port, routePort });
  }

  get url() {
    return `nats://127.0.0.1:${this.port}`;
  }

  async start(routes = this.routes ?? []) {
    this.routes = routes;
    const cluster = routes.length === 0 ? [] : [
      '--cluster_name', 'tests', '--cluster', `nats://127.0.0.1:${this.routePort}`, '--routes', routes.join(','),
    ];
    this.process = new Launched('nats-server', ['-a', '127.0.0.1', '-p', String(this.port), '-n', this.name, ...cluster]);
    await until(() => this.process.end || accepts(this.port), `${this.name} to listen`, { limit: 30_000 });
    if (this.process.end) throw new Error(`${this.name} ended at its start: ${this.process.lines.join('\n')}`);
    return this;
  }

  kill = () => this.process.stop('SIGKILL');
  pause = () => this.process.signal('SIGSTOP');
  resume = () => this.process.signal('SIGCONT');
}

const accepts = port => new Promise((resolve, reject) => {
  const socket = connect(port, '127.0.0.1', () => {
    socket.destroy();
    resolve(true);
  });
  socket.on('error', reject);
});

export class Nats {
  servers = [];

  static async start(count = 1) {
    const nats = new Nats();
    for (let n = 1; n <= count; n++) nats.servers.push(new NatsServer(`nats-${n}`, await freePort(), await freePort()));
    const routes = count === 1 ? [] : nats.servers.map(server => `nats://127.0.0.1:${server.routePort}`);
    await Promise.all(nats.servers.map(server => server.start(routes)));
    return nats;
  }

  /** All servers of the cluster, for clients. */
  get url() {
    return this.servers.map(server => server.url).join(',');
  }

  end = () => Promise.all(this.servers.map(server => server.process?.stop('SIGKILL')));
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
