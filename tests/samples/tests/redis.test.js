// samples/Adapters and Socket.IO's own server with @socket.io/redis-adapter, as one cluster on a real Redis, with real clients of both.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { until } from '../../e2e/harness/wait.js';
import { bytes, connect, kinds } from '../harness/clients.js';
import { GossamerServer, joined, NodeServer, Redis } from '../harness/redis.js';

const redis = await Redis.reserve();
const [first, second, node] = [new GossamerServer('first', redis), new GossamerServer('second', redis), new NodeServer('node', redis)];
const servers = [first, second, node];
let round = 0;

before(async () => {
  await redis.start();
  await Promise.all(servers.map(server => server.start()));
});

after(async () => {
  await Promise.all(servers.map(server => server.stop()));
  await redis.end();
});

/** One client at each server, in these rooms. */
const people = (rooms = []) => Promise.all(servers.map(server => joined(server, rooms)));
const everybodyLeaves = clients => clients.forEach(client => client.close());

/** What a client hears of "said", up to the end. */
async function heard(client) {
  const all = [];
  for (;;) {
    const [, what] = await client.next('said');
    if (what === 'end') return all;
    all.push(what);
  }
}

for (const [name, index] of [['Gossamer', 0], ['Node', 2]]) {
  describe(`from ${name}`, () => {
    test('a broadcast is heard by everybody once, in order, whatever is in it', async () => {
      const all = await people();
      const said = ['Hello, Zoë! 😀', 1, -2.5, 2 ** 40, null, true, [], {}, [{ a: [1, { b: '"\n' }] }], 'x'.repeat(100_000), ...Array.from({ length: 50 }, (_, n) => n)];
      for (const what of [...said, 'end']) all[index].emit('say', [], [], what);
      for (const client of all) assert.deepEqual(await heard(client), said);
      everybodyLeaves(all);
    });

    test('rooms, several of them, and who is excepted', async () => {
      const [kitchen, hall, asleep] = ['kitchen', 'hall', 'asleep'].map(room => `${room} ${++round}#`);
      const all = await people([kitchen]);
      const both = await Promise.all(servers.map(server => joined(server, [kitchen, hall])));
      const sleepers = await Promise.all(servers.map(server => joined(server, [kitchen, asleep])));
      all[index].emit('say', [kitchen], [], 'kitchen');
      all[index].emit('say', [kitchen, hall], [asleep], 'both');
      all[index].emit('say', [], [kitchen, hall], 'nobody');
      all[index].emit('say', [all[1].socket.id], [], 'you');
      all[index].emit('say', [], [], 'end');
      for (const client of all) assert.deepEqual(await heard(client), client === all[1] ? ['kitchen', 'both', 'you'] : ['kitchen', 'both']);
      for (const client of both) assert.deepEqual(await heard(client), ['kitchen', 'both']);
      for (const client of sleepers) assert.deepEqual(await heard(client), ['kitchen']);
      [all, both, sleepers].forEach(everybodyLeaves);
    });

    test('local, volatile, and others than the sender', async () => {
      const all = await people();
      all[index].emit('say local', 'local');
      for (const client of all) await client.ask('who', 'nowhere'); // what is volatile needs a connection that is idle
      all[index].emit('say volatile', 'volatile');
      all[index].emit('say others', 'others');
      all[index].emit('say', [], [], 'end');
      for (const client of all) {
        assert.deepEqual(await heard(client), client === all[index] ? ['local', 'volatile'] : ['volatile', 'others']);
      }
      everybodyLeaves(all);
    });

    test('bytes', async () => {
      const all = await people();
      for (const room of [[], [all[0].socket.id, all[1].socket.id, all[2].socket.id]]) {
        all[index].emit('bytes', room, Buffer.from([0, 1, 255, 0x93]));
        for (const client of all) assert.deepEqual(bytes((await client.next('said'))[1]), [0, 1, 255, 0x93]);
      }
      everybodyLeaves(all);
    });

    test('fetchSockets tells of all, their rooms and their data', async () => {
      const room = `room ${++round}`;
      const all = await people([room, 'common']);
      const stranger = await joined(servers[1]);
      const [found] = await all[index].ask('who', room);
      const expected = all.map((client, n) => ({ id: client.socket.id, rooms: ['common', room], name: servers[n].name }));
      const byId = (a, b) => (a.id < b.id ? -1 : 1);
      assert.deepEqual(found.map(({ id, rooms, name: its }) => ({ id, rooms: rooms.toSorted(), name: its })).sort(byId), expected.sort(byId));
      everybodyLeaves([...all, stranger]);
    });

    test('socketsJoin and socketsLeave, each before what is emitted next', async () => {
      const moves = 50;
      const prefix = `moving ${++round} `;
      const all = await people([prefix + 0]);
      for (let n = 0; n < moves; n++) {
        all[index].emit('move', prefix + n, prefix + (n + 1));
        all[index].emit('say', [prefix + n], [], `left ${n}`);
        all[index].emit('say', [prefix + (n + 1)], [], n);
      }
      all[index].emit('say', [], [], 'end');
      for (const client of name === 'Node' ? all.slice(0, 2) : all) { // Node's changes its own sockets when Redis tells it to
        assert.deepEqual(await heard(client), Array.from({ length: moves }, (_, n) => n));
      }
      everybodyLeaves(all);
    });

    test('disconnectSockets, once what was emitted before has come', async () => {
      const room = `kicked ${++round}`;
      const [all, kicked] = [await people(), await people([room])];
      all[index].emit('say', [room], [], 'end');
      all[index].emit('kick', room);
      for (const client of kicked) {
        assert.deepEqual(await heard(client), []);
        assert.deepEqual((await client.next('disconnect'))[0], 'io server disconnect');
      }
      assert.ok(all.every(client => client.socket.connected));
      everybodyLeaves(all);
    });

    test('emitWithAck brings the answers of the clients of all servers, bytes among them', async () => {
      const room = `asked ${++round}`;
      const all = await people([room]);
      all.forEach((client, n) => client.socket.on('ask', (what, answer) => answer(Buffer.from(`${what} ${n}`))));
      const [collected] = await all[index].ask('ask', room, 'Who?');
      assert.deepEqual(collected.map(each => String.fromCharCode(...bytes(each))).sort(), ['Who? 0', 'Who? 1', 'Who? 2']);
      assert.deepEqual((await all[index].ask('ask', 'an empty room', 'What?'))[0], []);
      everybodyLeaves(all);
    });

    test('serverSideEmit reaches the other servers, and their answers come back', async () => {
      const all = await people();
      all[index].emit('tell', 'rebuild');
      for (const [n, client] of all.entries()) {
        if (n !== index) assert.deepEqual(await client.next('told'), [servers[n].name, servers[index].name, 'rebuild']);
      }
      await until(async () => String((await all[index].ask('load'))[0]) === '1,1', 'one client at each of two other servers');
      everybodyLeaves(all);
    });
  });
}

for (const kind of kinds) {
  test(`${kind.generation} ${kind.transport}: what Node's server says, and its bytes`, async () => {
    const [speaker, client] = [await joined(node), (await connect(first.url, kind)).listen('said')];
    speaker.emit('say', [], [], 'Hello!');
    assert.deepEqual(await client.next('said'), ['node', 'Hello!']);
    speaker.emit('bytes', [], Buffer.from([1, 2, 3]));
    assert.deepEqual(bytes((await client.next('said'))[1]), [1, 2, 3]);
    everybodyLeaves([speaker, client]);
  });
}

test('@socket.io/redis-emitter: a program that is no server speaks to everybody', async () => {
  const [room, other] = [`emitter ${++round}`, `emitter ${++round}`];
  const all = await people([room]);
  const emitter = await redis.emitter();
  emitter.emit('said', 'emitter', 'all');
  emitter.to(room).emit('said', 'emitter', new Date(0));
  emitter.to([room, other]).except(all[0].socket.id).emit('said', 'emitter', 'not you');
  emitter.in(room).socketsJoin(other);
  emitter.to(other).emit('said', 'emitter', 'joined');
  emitter.in(room).socketsLeave(other);
  emitter.to(other).emit('said', 'emitter', 'nobody');
  emitter.serverSideEmit('told', 'emitter', 'rebuild');
  emitter.emit('said', 'emitter', 'end');
  for (const client of all) {
    const rest = client === all[0] ? ['joined'] : ['not you', 'joined'];
    assert.deepEqual(await heard(client), ['all', '1970-01-01T00:00:00.000Z', ...rest]);
  }
  for (const [n, client] of all.entries()) assert.deepEqual(await client.next('told'), [servers[n].name, 'emitter', 'rebuild']);
  emitter.in(room).disconnectSockets();
  for (const client of all) await client.next('disconnect');
});

test('another key is another cluster', async () => {
  const stranger = await new GossamerServer('stranger', redis).start('--key', 'another');
  const [client, speaker] = [await joined(stranger), await joined(first)];
  speaker.emit('say', [], [], 'Hello!');
  await speaker.next('said');
  client.emit('say', [], [], 'end');
  assert.deepEqual(await heard(client), []);
  assert.deepEqual((await client.ask('load'))[0], []);
  everybodyLeaves([client, speaker]);
  await stranger.stop();
});

test('Redis is killed: clients stay, their server speaks to its own; Redis is started again: all hear each other', async () => {
  const [all, neighbour] = [await people(), await joined(first)];
  await redis.kill();
  await until(() => first.log.includes('The connection to Redis is lost'), 'the first server to notice');
  all[0].emit('say', [], [], 'Is anybody there?');
  for (const client of [all[0], neighbour]) assert.deepEqual(await client.next('said'), ['first', 'Is anybody there?']);
  assert.equal((await all[0].ask('who', neighbour.socket.id))[0].length, 1);
  assert.deepEqual((await all[0].ask('tell', 'lost'))[0], false);
  await until(() => first.log.includes('Redis did not take a message about /'), 'the log to say what is lost', { limit: 30_000 });

  await redis.start();
  await until(async () => {
    const loads = await Promise.all(all.map(client => client.ask('load')));
    return loads.every(([answers]) => answers.length === 2);
  }, 'all servers to hear each other', { limit: 60_000 });
  for (const [n, client] of all.entries()) client.emit('say', [], [], `back ${n}`);
  for (const client of [...all, neighbour]) {
    const said = [];
    while (said.length < 3) said.push(...[(await client.next('said'))[1]].filter(what => String(what).startsWith('back')));
    assert.deepEqual(said.sort(), ['back 0', 'back 1', 'back 2']);
  }
  all[0].emit('say', [], [], 'end');
  for (const client of [...all, neighbour]) assert.deepEqual(await heard(client), []);
  assert.ok(all.every(client => client.socket.connected));
  assert.match(first.log, /The connection to Redis is there again/);
  everybodyLeaves([...all, neighbour]);
});

test('a server that is there before Redis serves its clients, and is one of several once Redis is there', async () => {
  const later = await Redis.reserve();
  const early = [new GossamerServer('early', later), new GossamerServer('early too', later)];
  try {
    await Promise.all(early.map(server => server.start()));
    assert.match(early[0].log, /Redis is not reachable/);
    const all = await Promise.all(early.map(server => joined(server)));
    all[0].emit('say', [], [], 'end');
    assert.deepEqual(await heard(all[0]), []);
    await later.start();
    await until(async () => (await all[0].ask('load'))[0].length === 1, 'the servers to hear each other', { limit: 60_000 });
    all[0].emit('say', [], [], 'Hello!');
    while ((await all[1].next('said'))[1] !== 'Hello!'); // what Redis had not taken by then may come first
    everybodyLeaves(all);
  } finally {
    await Promise.all(early.map(server => server.stop()));
    await later.end();
  }
});
