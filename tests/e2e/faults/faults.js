// What goes wrong: each fault begins, lasts, and ends healed.
import { setTimeout as sleep } from 'node:timers/promises';

const numberOf = server => Number(server.id.slice('server-'.length));

const others = (world, server) => world.servers.filter(other => other !== server);

async function blocked(world, pairs, ms) {
  const cuts = pairs.map(([from, to]) => ({ a: `server-${from}`, b: `server-${to}`, since: Date.now(), until: Infinity }));
  world.ledger.cuts.push(...cuts);
  for (const [from, to] of pairs) world.network.block(from, to);
  await sleep(ms);
  for (const [from, to] of pairs) world.network.unblock(from, to);
  for (const cut of cuts) cut.until = Date.now();
}

/** name -> {needs, act(world, random, server)} */
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
    async act(_, random, server) {
      server.pause();
      await sleep(random.between(1000, 20_000));
      server.resume();
    },
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
    act(world, random, server) {
      const other = random.pick(others(world, server));
      const [a, b] = [numberOf(server), numberOf(other)];
      return blocked(world, [[a, b], [b, a]], random.between(1000, 15_000));
    },
  },
  'cut one way': {
    needs: 'network',
    act(world, random, server) {
      return blocked(world, [[numberOf(server), numberOf(random.pick(others(world, server)))]], random.between(1000, 15_000));
    },
  },
  island: {
    needs: 'network',
    act(world, random, server) {
      const a = numberOf(server);
      return blocked(world, others(world, server).flatMap(other => [[a, numberOf(other)], [numberOf(other), a]]), random.between(1000, 12_000));
    },
  },
  'half-open': { // long enough that both ends give up connections that TCP still believes in
    needs: 'network',
    act(world, random, server) {
      const [a, b] = [numberOf(server), numberOf(random.pick(others(world, server)))];
      return blocked(world, [[a, b], [b, a]], random.between(8000, 15_000));
    },
  },
  'clients cut off': {
    needs: 'network',
    act(world, random, server) {
      return blocked(world, [[numberOf(server), 0]], random.between(1000, 8000));
    },
  },
  'delay and loss': {
    needs: 'netem',
    async act({ network }, random, server) {
      network.disturb(numberOf(server), random.between(20, 150), random.between(1, 5));
      await sleep(random.between(2000, 10_000));
      network.calm(numberOf(server));
    },
  },
};
