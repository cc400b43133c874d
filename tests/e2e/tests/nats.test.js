// Servers that reach each other over NATS alone: a cluster of three nats-servers, of which one dies, one stands still, one is cut off from the
// others, and all are away.
import assert from 'node:assert/strict';
import { loneServers } from '../harness/lone-servers.js';
import { Nats, natsOf } from '../harness/nats.js';
import { missing, Network } from '../harness/network.js';
import { freePort } from '../harness/ports.js';
import { scenario } from '../harness/scenario.js';
import { until } from '../harness/wait.js';

/** Servers that are told where NATS is, and nothing of each other. They begin at any of the nats-servers. */
async function servers(s, nats, ids) {
  const lone = await loneServers(s);
  return Promise.all(ids.map(id => lone(id, { engine: 'nats', url: nats.url })));
}

async function cluster(s, count, options) {
  const nats = await Nats.start(count, options);
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
  await until(async () => (await (await fetch(`${a.url}/api/servers`)).json()).map(({ id }) => id).sort().join() === 'a,b', 'c to be off the list of servers');
});

scenario('a nats-server that is the leaf of another: servers at either are one mesh', async s => {
  const port = await freePort();
  const hub = await cluster(s, 1, { settings: { leafnodes: { listen: `127.0.0.1:${port}` } } });
  const leaf = await cluster(s, 1, { settings: { leafnodes: { remotes: [{ url: `nats-leaf://127.0.0.1:${port}` }] } } });
  const [[a], [b]] = await Promise.all([servers(s, hub, ['a']), servers(s, leaf, ['b'])]);
  await Promise.all([a.start(), b.start()]);
  const clients = await meet(s, [a, b]);
  await talk(clients, 'over the leaf');
  await leaf.servers[0].kill();
  await until(async () => (await clients[0].sendWithAck(clients[1].user, 'are you there?')).delivered === 0, 'the leaf to be missed');
  await leaf.servers[0].start();
  await reached(clients);
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
  const still = nats.servers.find(({ id }) => id === natsOf(all[0]));
  still.pause();
  await until(() => all.every(server => natsOf(server) !== still.id), 'all to leave the one that stands still', { limit: 60_000 });
  await reached(clients);
  await talk(clients, 'one stands still');
  still.resume();
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

const noNetwork = missing();

scenario('a nats-server is cut off from the two others: on both sides people talk on, across nobody is told a lie; and all is well when it is back', { skip: noNetwork }, async s => {
  const network = new Network(3);
  s.onEnd(() => network.remove());
  const nats = await cluster(s, 3, { place: n => ({ ip: network.address(n), port: 4222, routePort: 6222, via: network.via(n) }) });
  for (const n of [1, 2, 3]) network.giveUpEarly(n);
  const [cutOff, second, third] = nats.servers;
  const lone = await loneServers(s);
  const all = await Promise.all([['a', cutOff], ['b', cutOff], ['c', second], ['d', third]].map(([id, { url }]) => lone(id, { engine: 'nats', url })));
  await Promise.all(all.map(server => server.start()));
  const clients = await meet(s, all);
  const [anna, ben, clara, dan] = clients;
  await talk(clients, 'before');

  const between = [[1, 2], [2, 1], [1, 3], [3, 1]];
  for (const pair of between) network.block(...pair);
  const missed = await Promise.all([anna.sendWithAck(clara.user, 'is it lost?'), clara.sendWithAck(anna.user, 'is it lost?')]);
  for (const ack of missed) assert.ok(ack.error || ack.delivered === 0, JSON.stringify(ack));
  await talk([anna, ben], 'on the one side');
  await talk([clara, dan], 'on the other');
  for (const near of [anna, ben]) for (const far of [clara, dan]) {
    await near.listWithout(far.user, 60_000);
    await far.listWithout(near.user, 60_000);
  }
  await talk([anna, ben], 'on the one side, alone');
  await talk([clara, dan], 'on the other, alone');
  assert.deepEqual(all.map(natsOf), [cutOff, cutOff, second, third].map(({ id }) => id));

  for (const pair of between) network.unblock(...pair);
  await linked(all);
  for (const client of clients) await client.listWith(...clients.map(({ user }) => user));
  await talk(clients, 'together again');
});
