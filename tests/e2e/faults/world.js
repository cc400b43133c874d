// Four servers and, over NATS, a cluster of three nats-servers, where this machine lets us each in a network namespace; and the clients that talk
// through them.
import { setTimeout as sleep } from 'node:timers/promises';
import { anyRate, asOperator, operated } from '../harness/options.js';
import { Nats, natsOf } from '../harness/nats.js';
import { missing, Network } from '../harness/network.js';
import { Mesh } from '../harness/servers.js';
import { until } from '../harness/wait.js';
import { DeliveryLedger } from './ledger.js';
import { RoomLedger } from './room-ledger.js';
import { Talker } from './talker.js';

const port = 3000;
const natsPorts = { port: 4222, routePort: 6222 };
const natsServers = 3;
// A client takes its server for dead later than servers report each other's silence to senders.
// All talk from one address, and more than one may.
const options = ['--ping-interval', '3000', '--ping-timeout', '5000', ...anyRate, ...operated];
const kinds = [
  { generation: '4.8.4', transports: ['websocket'], repeats: false },
  { generation: '4.8.4', transports: ['websocket'], repeats: true },
  { generation: '4.8.4', transports: ['polling', 'websocket'], repeats: false },
  { generation: '1.7.4', transports: ['polling', 'websocket'], repeats: false },
];

export class World {
  ledger = new DeliveryLedger();
  rooms = new RoomLedger(this.ledger.kills);
  exits = []; // of orderly stops
  nats = null;
  #talking;

  static async create({ servers, clients, useNetwork, useOld, copies, engine }) {
    const world = new World();
    world.#makeNetwork(servers + (engine === 'nats' ? natsServers : 0), useNetwork);
    const { network } = world;
    if (engine === 'nats') await world.#startNats(servers);
    let number = 0;
    const change = entry => (network ? { ...entry, ip: network.address(++number), port } : entry);
    world.ledger.copies = copies;
    world.mesh = await Mesh.plan(servers, [...options, '--copies', String(copies)], change, world.nats);
    world.servers = world.mesh.servers;
    world.servers.forEach((server, index) => { server.via = network?.via(index + 1) ?? []; });
    await Promise.all(world.servers.map(server => server.start()));
    const chosen = kinds.filter(({ generation }) => useOld || generation !== '1.7.4');
    world.talkers = Array.from({ length: clients }, (_, index) =>
      new Talker(`user-${String(index).padStart(3, '0')}`, chosen[(index + Math.floor(index / servers)) % chosen.length], world.servers, index % servers, world.ledger,
        index % 3 === 0 ? null : world.rooms));
    return world;
  }

  async #startNats(before) {
    const place = n => ({ ...natsPorts, ip: this.network.address(before + n), via: this.network.via(before + n) });
    this.nats = await Nats.start(natsServers, this.network ? { place } : {});
    for (let n = 1; this.network && n <= natsServers; n++) this.network.giveUpEarly(before + n); // else what they say is late, and never lost
  }

  /** What a server has connections to: the others or, over NATS, the nats-servers. */
  partners = server => this.nats?.servers ?? this.servers.filter(other => other !== server);

  /** One of them that matters: over NATS that which it is connected to. */
  partner(server, random) {
    return this.nats?.servers.find(({ id }) => id === natsOf(server)) ?? random.pick(this.partners(server));
  }

  /** Where a server, or a nats-server, is in the network. */
  placeOf = server => 1 + [...this.servers, ...this.nats?.servers ?? []].indexOf(server);

  #makeNetwork(count, isWanted) {
    this.skipped = {};
    const why = isWanted ? missing() : 'told not to';
    if (why) this.skipped.network = why;
    else this.network = new Network(count);
    if (!this.network?.canDisturb()) this.skipped.netem = this.network ? 'no tc netem in this kernel' : this.skipped.network;
  }

  /** Lets everybody say so many messages a second to somebody. */
  talk(rate, random) {
    const users = this.talkers.map(({ user }) => user);
    this.#talking = setInterval(() => {
      for (const talker of this.talkers) {
        if (random.next() < rate / 20) talker.say(random.pick(users.filter(user => user !== talker.user)));
        if (random.next() < rate / 200) talker.sayInRoom();
      }
    }, 50);
  }

  silence() {
    clearInterval(this.#talking);
  }

  /** Everybody is connected and identified, every server lists exactly them, and all links are up. Returns how long that took, in ms. */
  async recovered(limit) {
    const start = Date.now();
    await until(() => this.talkers.every(({ ready }) => ready), 'everybody to be connected', { limit });
    const left = limit - (Date.now() - start);
    const truth = JSON.stringify(this.talkers.map(({ user }) => user).sort());
    await Promise.all(this.servers.map(server => until(async () => JSON.stringify(await list(server)) === truth, `the list of ${server.id}`, { limit: left })));
    const links = limit - (Date.now() - start);
    await Promise.all(this.servers.map(server => until(async () => await health(server) === 'Healthy', `the links of ${server.id}`, { limit: links })));
    return Date.now() - start;
  }

  /** Waits until nothing moves any more. */
  async settle() {
    let before;
    for (let tries = 0; tries < 15; tries++) {
      const now = JSON.stringify([this.ledger.summary(), this.rooms.summary()]);
      if (now === before && this.ledger.lost().length === 0 && this.rooms.lost().length === 0) return;
      before = now;
      await sleep(2000);
    }
  }

  async end() {
    this.silence();
    for (const talker of this.talkers ?? []) talker.close();
    await this.mesh?.end();
    await this.nats?.end();
    this.network?.remove();
  }
}

async function list(server) {
  const answer = await fetch(`${server.url}/api/users?limit=10000`, { headers: asOperator, signal: AbortSignal.timeout(2000) });
  return (await answer.json()).users;
}

const health = async server => (await fetch(`${server.url}/healthz`, { signal: AbortSignal.timeout(2000) })).text();
