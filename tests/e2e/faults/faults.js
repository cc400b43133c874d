// What goes wrong: each fault begins, lasts, and ends healed.
import { setTimeout as sleep } from 'node:timers/promises';

const clients = { id: 'clients' }; // nobody of the network's servers: place 0
const both = (a, b) => [[a, b], [b, a]];

/** @param pairs [who is not heard, by whom] */
async function blocked({ ledger, network, placeOf }, pairs, ms) {
  const cuts = pairs.map(([from, to]) => ({ a: from.id, b: to.id, since: Date.now(), until: Infinity }));
  ledger.cuts.push(...cuts);
  const places = pairs.map(pair => pair.map(placeOf));
  for (const [from, to] of places) network.block(from, to);
  await sleep(ms);
  for (const [from, to] of places) network.unblock(from, to);
  for (const cut of cuts) cut.until = Date.now();
}

async function stopped(server, ms) {
  server.pause();
  await sleep(ms);
  server.resume();
}

/** name -> {needs, engine, act(world, random, server)}; over NATS alone: the server is a nats-server */
export const faults = {
  blips: { // some clients lose their connection; back where they were
    async act({ talkers }, random) {
      for (const talker of talkers) if (random.next() < 0.5) talker.comeBackAt(talker.server);
      await sleep(500);
    },
  },
  moves: { // some clients lose their connection; back anywhere
    async act({ talkers, servers }, random) {
      for (const talker of talkers) if (random.next() < 0.7) talker.comeBackAt(Math.floor(random.next() * servers.length));
      await sleep(500);
    },
  },
  kill: {
    async act({ ledger }, random, server) {
      ledger.kills.push({ server: server.id, at: Date.now() });
      await server.kill();
      await sleep(random.between(500, 5000));
      await server.start();
    },
  },
  stop: {
    act: (_, random, server) => stopped(server, random.between(1000, 20_000)),
  },
  drain: {
    async act(world, random, server) {
      world.ledger.moves.push({ server: server.id, at: Date.now() });
      const { code, signal } = await server.terminate(25_000);
      world.exits.push({ server: server.id, code, signal });
      await sleep(random.between(0, 2000));
      await server.start();
    },
  },
  cut: {
    needs: 'network',
    act: (world, random, server) => blocked(world, both(server, world.partner(server, random)), random.between(1000, 15_000)),
  },
  'cut one way': {
    needs: 'network',
    act: (world, random, server) => blocked(world, [[server, world.partner(server, random)]], random.between(1000, 15_000)),
  },
  island: {
    needs: 'network',
    act: (world, random, server) =>
      blocked(world, world.partners(server).flatMap(other => both(server, other)), random.between(1000, 12_000)),
  },
  'half-open': { // long enough that both ends give up connections that TCP still believes in
    needs: 'network',
    act: (world, random, server) => blocked(world, both(server, world.partner(server, random)), random.between(8000, 15_000)),
  },
  'clients cut off': {
    needs: 'network',
    act: (world, random, server) => blocked(world, [[server, clients]], random.between(1000, 8000)),
  },
  'delay and loss': {
    needs: 'netem',
    async act({ network, placeOf }, random, server) {
      network.disturb(placeOf(server), random.between(20, 150), random.between(1, 5));
      await sleep(random.between(2000, 10_000));
      network.calm(placeOf(server));
    },
  },
  'nats kill': {
    engine: 'nats',
    async act(_, random, nats) {
      await nats.kill();
      await sleep(random.between(500, 5000));
      await nats.start();
    },
  },
  'nats stop': {
    engine: 'nats',
    act: (_, random, nats) => stopped(nats, random.between(1000, 20_000)),
  },
  'nats cut off': { // from the other nats-servers; it keeps its clients
    engine: 'nats',
    needs: 'network',
    act(world, random, nats) {
      const others = world.nats.servers.filter(other => other !== nats);
      return blocked(world, others.flatMap(other => both(nats, other)), random.between(4000, 20_000));
    },
  },
  'nats away': {
    engine: 'nats',
    async act({ nats }, random) {
      await Promise.all(nats.servers.map(server => server.kill()));
      await sleep(random.between(500, 8000));
      await Promise.all(nats.servers.map(server => server.start()));
    },
  },
};
