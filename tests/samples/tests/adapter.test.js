// What Socket.IO's page of the adapter promises, item by item, over a mesh of four processes; then one of them is killed, and one stands
// still for a while.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { until } from '../../e2e/harness/wait.js';
import { adapters, linked } from '../harness/adapters.js';
import { joined } from '../harness/redis.js';

const servers = await adapters(4);
let round = 0;

before(async () => {
  await Promise.all(servers.map(server => server.start()));
  await linked(servers);
});

after(() => Promise.all(servers.map(server => server.stop())));

const room = name => `${name} ${++round}#`;

/** One client at each server in these rooms, and each server knows of all of them. */
async function people(rooms, options) {
  const all = await Promise.all(servers.map(server => joined(server, rooms, options)));
  const ids = all.map(client => client.socket.id);
  await until(async () => (await Promise.all(all.flatMap(client => rooms.map(name => who(client, name)))))
    .every(members => ids.every(id => members.some(member => member.id === id))), 'the rooms to be known');
  return all;
}

const leave = clients => clients.forEach(client => client.close());

/** What each of these hears of "said", up to the end. */
async function heard(client) {
  const all = [];
  for (;;) {
    const [, what] = await client.next('said', 30_000);
    if (what === 'end') return all;
    all.push(what);
  }
}

/** What is in a room, as one of them sees it. */
const who = async (client, name) => (await client.ask('who', name))[0];

for (const generation of ['1.7.4', '4.8.4']) {
  describe(`clients of ${generation}`, () => {
    test('broadcast to all, to rooms, to a socket, with except, local, volatile, and to the others', async () => {
      const [kitchen, hall, asleep] = ['kitchen', 'hall', 'asleep'].map(room);
      const all = await people([kitchen], { generation });
      const both = await people([kitchen, hall], { generation });
      const sleeper = await joined(servers[3], [kitchen, asleep], { generation });
      all[0].emit('say', [], [], 'all');
      all[0].emit('say', [kitchen, hall], [asleep], 'rooms');
      all[0].emit('say', [all[2].socket.id], [], 'you');
      all[0].emit('say local', 'here');
      all[0].emit('say others', 'not me');
      all[0].emit('say', [], [], 'end');
      for (const [n, client] of all.entries()) {
        assert.deepEqual(await heard(client), ['all', 'rooms', ...(n === 2 ? ['you'] : []), ...(n === 0 ? ['here'] : ['not me'])]);
      }
      for (const [n, client] of both.entries()) {
        assert.deepEqual(await heard(client), ['all', 'rooms', ...(n === 0 ? ['here'] : []), 'not me']);
      }
      assert.deepEqual(await heard(sleeper), ['all', 'not me']);
      all[0].emit('say volatile', 'flies');
      for (const client of [...all, ...both, sleeper]) assert.equal((await client.next('said'))[1], 'flies');
      leave([...all, ...both, sleeper]);
    });

    test('fetchSockets, socketsJoin, socketsLeave and disconnectSockets', async () => {
      const [here, there] = ['here', 'there'].map(room);
      const all = await people([here], { generation });
      const seen = await who(all[1], here);
      assert.deepEqual(seen.map(each => each.id).sort(), all.map(client => client.socket.id).sort());
      assert.deepEqual(seen.map(each => each.name).sort(), servers.map(server => server.name).sort());
      all[3].emit('move', here, there);
      await until(async () => (await who(all[0], there)).length === 4, 'all four to be there');
      await until(async () => (await who(all[2], here)).length === 0, 'none to be here');
      const ended = all.map(client => new Promise(resolve => client.socket.on('disconnect', resolve)));
      all[1].emit('kick', there);
      await Promise.all(ended);
      leave(all);
    });

    test('an event with answers of all, serverSideEmit, and serverSideEmit with answers', async () => {
      const asked = room('asked');
      const all = await people([asked], { generation });
      for (const [n, client] of all.entries()) client.socket.on('ask', (what, answer) => answer(Buffer.from(`${what} ${n}`)));
      const [answers] = await all[2].ask('ask', asked, 'who');
      assert.deepEqual(answers.map(answer => Buffer.from(answer).toString()).sort(), ['who 0', 'who 1', 'who 2', 'who 3']);
      all[0].emit('tell', 'hello');
      for (const client of all.slice(1)) assert.deepEqual((await client.next('told')).slice(-2), [servers[0].name, 'hello']);
      const [loads] = await all[0].ask('load');
      assert.equal(loads.length, 3);
      leave(all);
    });
  });
}

test('a server is killed while others talk: they hear everything once and in order, and requests are for those who are there', async () => {
  const kitchen = room('kitchen');
  const all = await people([kitchen]);
  for (let n = 0; n < 300; n++) {
    all[n % 3].emit('say', [kitchen], [], { from: n % 3, n });
    if (n === 100) await servers[3].stop('SIGKILL');
  }
  await until(async () => (await who(all[0], kitchen)).length === 3, 'it to be given up', { limit: 60_000 });
  for (const client of all.slice(0, 3)) {
    const said = [];
    while (said.length < 300) said.push((await client.next('said', 30_000))[1]);
    for (const from of [0, 1, 2]) assert.deepEqual(said.filter(what => what.from === from).map(what => what.n), Array.from({ length: 100 }, (_, n) => 3 * n + from));
  }
  assert.equal((await all[1].ask('load'))[0].length, 2);
  all[3].close();
  await servers[3].start();
  const back = await joined(servers[3], [kitchen]);
  await until(async () => (await Promise.all([...all.slice(0, 3), back].map(client => who(client, kitchen)))).every(members => members.length === 4),
    'it to be back', { limit: 60_000 });
  back.emit('say', [kitchen], [], 'back');
  for (const client of [...all.slice(0, 3), back]) assert.equal((await client.next('said'))[1], 'back');
  leave([...all.slice(0, 3), back]);
});

test('a server stands still, is given up and goes on: its clients have what was said meanwhile, once and in order', async () => {
  const kitchen = room('kitchen');
  const all = await people([kitchen]);
  servers[2].process.signal('SIGSTOP');
  try {
    for (let n = 0; n < 100; n++) all[n % 2].emit('say', [kitchen], [], n);
    await until(async () => (await who(all[3], kitchen)).length === 3, 'it to be missed', { limit: 60_000 });
  } finally {
    servers[2].process.signal('SIGCONT');
  }
  for (const client of all) {
    const said = [];
    const which = `client ${all.indexOf(client)}`;
    while (said.length < 100) said.push((await client.next('said', 30_000).catch(error => {
      throw new Error(`${which} of 4 has ${said.length} of 100, connected: ${client.socket?.connected}: ${error.message}`);
    }))[1]);
    for (const from of [0, 1]) assert.deepEqual(said.filter(n => n % 2 === from), Array.from({ length: 50 }, (_, n) => 2 * n + from));
  }
  await until(async () => (await who(all[0], kitchen)).length === 4, 'it to be back', { limit: 60_000 });
  leave(all);
});
