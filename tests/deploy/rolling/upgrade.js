// Four servers behind nginx (deploy/nginx), restarted one after the other with another program while clients talk through the proxy and a
// ledger is kept (tests/e2e/faults): every acknowledgement and every arrival is written down.
import { setTimeout as sleep } from 'node:timers/promises';
import { Talker } from '../../e2e/faults/talker.js';
import { World } from '../../e2e/faults/world.js';
import { anyRate, asOperator, operated } from '../../e2e/harness/options.js';
import { Mesh } from '../../e2e/harness/servers.js';
import { startNginx } from '../harness/proxies.js';

const kinds = [
  { generation: '4.8.4', transports: ['websocket'], repeats: false },
  { generation: '4.8.4', transports: ['polling'], repeats: false },
  { generation: '4.8.4', transports: ['websocket'], repeats: true },
  { generation: '4.8.4', transports: ['polling', 'websocket'], repeats: false },
  { generation: '1.7.4', transports: ['polling', 'websocket'], repeats: false },
  { generation: '1.7.4', transports: ['polling'], repeats: false },
];
const bound = 30_000; // ms until everybody is back and every list true, after each restart

export class RollingWorld extends World {
  restarts = []; // {server, ms, recovered, protocols}
  disagreements = []; // pairs whose ends say different versions
  newcomers = { in: 0, failed: [] };

  /** @param {{command: string[], clients: number, drain: number}} how */
  static async start(scope, { command, clients, drain }) {
    const world = new RollingWorld();
    world.mesh = await Mesh.plan(4, ['--proxy', '127.0.0.1', '--drain', String(drain), '--ping-interval', '3000', '--ping-timeout', '5000', ...anyRate, ...operated]);
    scope.onEnd(() => world.end());
    world.servers = world.mesh.servers;
    world.use(command);
    await Promise.all(world.servers.map(server => server.start()));
    world.proxy = await startNginx(scope, world.servers);
    const places = [{ id: 'nginx', url: world.proxy.url }];
    world.talkers = Array.from({ length: clients }, (_, n) =>
      new Talker(`user-${String(n).padStart(3, '0')}`, kinds[n % kinds.length], places, 0, world.ledger, n % 3 === 0 ? null : world.rooms));
    await world.recovered(60_000);
    return world;
  }

  /** What servers are from their next start on. */
  use(command) {
    for (const server of this.servers) server.command = command;
  }

  /** Each server drains, stops and starts again, and the next one's turn comes when all is well. */
  async restartAll(pause) {
    for (const server of this.servers) {
      const start = Date.now();
      const { code, signal } = await server.terminate(60_000);
      this.exits.push({ server: server.id, code, signal });
      await server.start();
      const restart = { server: server.id, ms: Date.now() - start, recovered: await this.recovered(bound), protocols: await this.protocols() };
      this.restarts.push(restart);
      console.log(`${server.id} is back; links speak ${JSON.stringify(restart.protocols)}`);
      await sleep(pause);
    }
  }

  /** How many pairs of servers speak which version of the servers' protocol: "?" where neither end is of a build that tells it. */
  async protocols() {
    const reports = await Promise.all(this.servers.map(async server => (await fetch(`${server.url}/api/mesh`, { headers: asOperator })).json()));
    const told = (from, to) => reports.find(({ id }) => id === from).links.find(({ peer }) => peer === to).protocol;
    const counts = {};
    for (const { id: a } of reports)
      for (const { id: b } of reports.filter(({ id }) => a < id)) {
        const versions = new Set([told(a, b), told(b, a)].filter(version => version !== undefined));
        if (versions.size > 1) this.disagreements.push(`${a} ${b}: ${[...versions].join(' and ')}`);
        const version = [...versions][0] ?? '?';
        counts[version] = (counts[version] ?? 0) + 1;
      }
    return counts;
  }

  /** Somebody new every 50 ms, to whom no refusal may be shown, whichever server is away. */
  welcome() {
    this.welcoming = setInterval(async () => {
      const answer = await fetch(`${this.proxy.url}/socket.io/?EIO=4&transport=polling`).then(async each => (await each.text(), each.status), error => error.message);
      if (answer === 200) this.newcomers.in++;
      else this.newcomers.failed.push(answer);
    }, 50);
  }

  silence() {
    clearInterval(this.welcoming);
    super.silence();
  }

  /** [name, holds, detail] */
  checks() {
    const [said, inRoom] = [this.ledger.summary(), this.rooms.summary()];
    return [
      ['talk', said.delivered > 100 && said.arrivals >= said.delivered, `${said.delivered} acknowledged as delivered`],
      ['lost', said.lost === 0 && said.excused === 0, `${said.lost}`],
      ['doubled', said.doubled === 0 && said.forgotten === 0, `${said.doubled}`],
      ['out of order', said.disordered === 0, `${said.disordered}`],
      ['told that something may be missing', said.toldIncomplete === 0, `${said.toldIncomplete}`],
      ['lost in a room', inRoom.lost === 0 && inRoom.accepted > 0, `${inRoom.lost} of ${inRoom.accepted} accepted`],
      ['one version between two', this.disagreements.length === 0, this.disagreements.join(', ') || 'both ends of each pair agree'],
      ['one version in the end', Object.keys(this.restarts.at(-1).protocols).length === 1, JSON.stringify(this.restarts.at(-1).protocols)],
      ['orderly stops', this.exits.every(({ code }) => code === 0), JSON.stringify(this.exits)],
      ['whoever is new gets in', this.newcomers.failed.length === 0 && this.newcomers.in > 20, `${this.newcomers.in}; ${this.newcomers.failed.join(', ') || 'none refused'}`],
    ];
  }
}
