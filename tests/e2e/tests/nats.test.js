// Servers that reach each other over NATS alone: a cluster of three nats-servers, of which one dies, one stands still, and all are away.
import assert from 'node:assert/strict';
import { loneServers } from '../harness/lone-servers.js';
import { Nats } from '../harness/nats.js';
import { scenario } from '../harness/scenario.js';
import { until } from '../harness/wait.js';

/** Servers that are told where NATS is, and nothing of each other; each at another nats-server first. */
async function servers(s, nats, ids) {
  const lone = await loneServers(s);
  return Promise.all(ids.map((id, n) => {
    const urls = nats.servers.map((_, k) => nats.servers[(n + k) % nats.servers.length].url);
    return lone(id, { engine: 'nats', url: urls.join(',') });
  }));
}

async function cluster(s, count) {
  const nats = await Nats.start(count);
  s.onEnd(() => nats.end());
  return nats;
}

const links = async server => (await fetch(`${server.url}/healthz`)).text();
const linked = all => until(async () => (await Promise.all(all.map(links))).every(health => health === 'Healthy'), 'all links to be up', { limit: 60_000 });

/** Each to each, with the receipts that there should be. */
async function talk(clients, round) {
  for (const from of clients) {
    for (const to of clients) {
      const text = `${round}: ${from.user} to ${to.user}`;
      assert.equal((await from.sendWithAck(to.user, text)).delivered, 1, text);
      await to.message(text);
    }
  }
}

/** Ends when everybody is reached by everybody: links that were cut may look well until their heartbeats are missed. */
async function reached(clients) {
  for (const from of clients) {
    for (const to of clients)
      await until(async () => (await from.sendWithAck(to.user, 'are you there?')).delivered === 1, `${from.user} to reach ${to.user}`, { limit: 60_000 });
  }
}

const meet = async (s, all) => {
  const clients = await Promise.all(all.map(server => s.client(server, { user: s.name(`at-${server.id}`) })));
  for (const client of clients) await client.listWith(...clients.map(other => other.user));
  return clients;
};

scenario('servers that know NATS alone find each other; one comes, one leaves', async s => {
  const nats = await cluster(s, 1);
  const [a, b, c] = await servers(s, nats, ['a', 'b', 'c']);
  await Promise.all([a.start(), b.start()]);
  const clients = await meet(s, [a, b]);
  await talk(clients, 'two');
  await c.start();
  const third = await s.client(c, { user: s.name('at-c') });
  for (const client of clients) await client.listWith(third.user);
  await third.listWith(...clients.map(({ user }) => user));
  await talk([...clients, third], 'three');
  third.close();
  await c.terminate();
  for (const client of clients) await client.listWithout(third.user);
  await talk(clients, 'two again');
  assert.deepEqual((await (await fetch(`${a.url}/api/servers`)).json()).map(({ id }) => id).sort(), ['a', 'b']);
});

scenario('of three nats-servers one dies, one stands still and comes back: everybody talks on', async s => {
  const nats = await cluster(s, 3);
  const all = await servers(s, nats, ['a', 'b', 'c']);
  await Promise.all(all.map(server => server.start()));
  const clients = await meet(s, all);
  await talk(clients, 'before');
  await nats.servers[0].kill();
  await reached(clients);
  await talk(clients, 'one is dead');
  await nats.servers[0].start();
  nats.servers[1].pause();
  await until(async () => all.some(server => server.lines().some(line => line.includes('NATS is away'))), 'a server to leave the one that stands still', { limit: 60_000 });
  await reached(clients);
  await talk(clients, 'one stands still');
  nats.servers[1].resume();
  await reached(clients);
  await talk(clients, 'all are back');
});

scenario('NATS is away: who is here is talked with, who is elsewhere is honestly not reached; and all is well when it is back', async s => {
  const nats = await cluster(s, 1);
  const [a, b] = await servers(s, nats, ['a', 'b']);
  await Promise.all([a.start(), b.start()]);
  const [anna, ben] = await meet(s, [a, b]);
  const neighbour = await s.client(a, { user: s.name('neighbour') });
  await anna.listWith(neighbour.user);
  await nats.servers[0].kill();
  assert.equal((await anna.sendWithAck(neighbour.user, 'here')).delivered, 1);
  const missed = await anna.sendWithAck(ben.user, 'is it lost?');
  assert.ok(missed.error || missed.delivered === 0, JSON.stringify(missed));
  await anna.listWithout(ben.user, 30_000);
  assert.equal((await anna.sendWithAck(neighbour.user, 'still here')).delivered, 1);

  await nats.servers[0].start();
  await linked([a, b]);
  await anna.listWith(ben.user);
  await ben.listWith(anna.user, neighbour.user);
  await talk([anna, ben, neighbour], 'back');
});
