// The API as real clients see it: the oldest, the last of 2.x and the newest, over both transports.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { bytes, connect, generations, kinds, Peer, peer, speaks5 } from '../harness/clients.js';
import { shared } from '../harness/sample.js';

const server = shared('tests/samples/Fixture');
const recovering = shared('tests/samples/Fixture', { args: ['--recovery'] });
const any = [1, 2].map(() => shared('tests/samples/Fixture', { args: ['--any-server'] }));
let rooms = 0;

for (const kind of kinds) {
  const item = (name, body) => test(`${kind.generation} ${kind.transport}: ${name}`, body);

  item('it answers what the server asks, binary and all', async () => {
    const client = await connect(server.url, kind);
    client.socket.on('question', (question, answer) => answer?.({ asked: question })); // asked without arguments, it stays silent
    assert.deepEqual(await client.ask('ask me', { a: [1, 'ß'] }), [{ asked: { a: [1, 'ß'] } }]);
    assert.deepEqual(await client.ask('ask me in vain'), ['TimedOut']);
  });

  item('eight arguments come and go, and answers of several values', async () => {
    const client = (await connect(server.url, kind)).listen('eight back');
    client.emit('eight', 1, 'zwei', Buffer.from([3, 0, 255]), 4.5, true, null, ['7'], { eight: 8 });
    const back = await client.next('eight back');
    assert.deepEqual(bytes(back[5]), [3, 0, 255]);
    assert.deepEqual(back.toSpliced(5, 1), [{ eight: 8 }, ['7'], null, true, 4.5, 'zwei', 1]);

    const answers = await client.ask('many answers', 1, 'zwei', Buffer.from([3]));
    assert.deepEqual(bytes(answers[0]), [3]);
    assert.deepEqual(answers.slice(1), ['zwei', 1, null, { a: 1 }, true, 1.5, 'eighth']);
    assert.equal((await client.ask('many answers', 1, 2, 3))[0].error.code, 'bad-arguments');

    client.socket.once('many', (a, b, c, d, e, f, g, h, answer) => answer([a, b, bytes(c).length, d, e, f, g, h].join(), Buffer.from([9]), 10, 'more'));
    const [outcome, all, binary, number] = await client.ask('ask me for many');
    assert.deepEqual([outcome, all, bytes(binary), number], ['Answered', '1,zwölf,14,2.5,true,,7,[object Object]', [9], 10]);
    client.socket.once('many', answer => answer({ a: [1] }, Buffer.from([2]), 'drei'));
    const passed = await client.ask('ask me for all');
    assert.deepEqual([passed[0], bytes(passed[1]), passed[2]], [{ a: [1] }, [2], 'drei']);
    assert.deepEqual(await client.ask('page', 3), [3, 25]);
  });

  item('many are asked at once', async () => {
    const room = `room-${++rooms}`;
    const people = await Promise.all([1, 2, 3].map(() => connect(server.url, kind)));
    await Promise.all(people.map(async (one, n) => {
      one.socket.on('number', answer => answer(10 ** n));
      await one.ask('join', room);
    }));
    assert.deepEqual(await people[0].ask('ask all', room), [111]);
  });

  item('rooms get events of several arguments, and binary ones', async () => {
    const room = `room-${++rooms}`;
    const [one, two] = await Promise.all([1, 2].map(() => connect(server.url, kind)));
    one.listen('told');
    two.listen('told');
    await Promise.all([one.ask('join', room), two.ask('join', room)]);
    await one.ask('tell', room, 'hello');
    await one.ask('tell all', room, Buffer.from([9, 0, 255]));
    assert.deepEqual(await two.next('told'), ['hello', room, 3]);
    for (const client of [two, one]) assert.deepEqual(bytes((await client.next('told'))[0]), [9, 0, 255]);
  });

  item('a refusal has its message and its data', async () => {
    const client = peer(`${server.url}/refused`, kind);
    const [error] = await client.next(speaks5(kind.generation) ? 'connect_error' : 'error');
    if (speaks5(kind.generation)) assert.deepEqual([error.message, error.data], ['Go away', { code: 7, why: 'because' }]);
    else assert.deepEqual(error, { code: 7, why: 'because' });
    const unknown = peer(`${server.url}/unknown`, kind);
    const [invalid] = await unknown.next(speaks5(kind.generation) ? 'connect_error' : 'error');
    assert.equal(invalid.message ?? invalid, 'Invalid namespace');
  });

  item('a namespace opens to the right key: auth, or the query of an old client', async () => {
    const settings = speaks5(kind.generation) ? { auth: { key: 'open' } } : {};
    const address = `${server.url}/guarded${kind.generation === '1.4.5' ? '' : '?key=open'}`;
    if (kind.generation === '1.4.5') settings.query = 'key=open'; // it has no query of a namespace's own
    const client = await connect(address, { ...kind, ...settings });
    if (!speaks5(kind.generation)) assert.deepEqual(await client.ask('query', 'key'), ['open']);
    const other = peer(`${server.url}/guarded`, kind);
    const [error] = await other.next(speaks5(kind.generation) ? 'connect_error' : 'error');
    assert.equal(error.message ?? error, 'No key');
  });

  item('a namespace of a pattern, and leaving one of several', async () => {
    const client = await connect(server.url, kind);
    const name = `/room-${++rooms}`;
    const room = new Peer(client.socket.io.socket(name)); // connects by itself
    await room.next('connect');
    assert.deepEqual(await room.ask('where'), [name]);
    room.close();
    assert.deepEqual(await client.ask('query', 'transport'), [kind.transport]);
    assert.ok(client.socket.connected);
  });

  item('an exception is answered and closes nothing', async () => {
    const client = await connect(server.url, kind);
    assert.equal((await client.ask('throw'))[0].error.code, 'internal');
    assert.ok(client.socket.connected);
  });

  for (const close of [false, true]) {
    item(`a client that is disconnected${close ? ', connection and all,' : ''} is told by whom and stays away`, async () => {
      const client = await connect(server.url, { ...kind, reconnection: true, reconnectionDelay: 10, reconnectionDelayMax: 20 });
      client.emit('kick me', close);
      assert.deepEqual((await client.next('disconnect'))[0], 'io server disconnect');
      await sleep(200);
      assert.equal(client.socket.connected, false);
    });
  }
}

for (const transport of ['polling', 'websocket']) {
  test(`4.8.4 ${transport}: a client that lost its connection gets what it missed and keeps what it was`, async () => {
    const client = (await connect(recovering.url, { transport, reconnection: true, reconnectionDelay: 100, reconnectionDelayMax: 100 })).listen('missed', 'told');
    assert.equal(client.socket.recovered, false);
    const { id } = client.socket;
    await client.ask('join', 'red');
    await client.ask('remember', 'me');
    await client.ask('tell all', id, Buffer.from([1])); // something to have an offset by
    await client.next('told');
    await client.ask('lose me');

    client.socket.io.engine.close();
    await client.next('disconnect');
    await client.next('connect');

    assert.equal(client.socket.recovered, true);
    assert.equal(client.socket.id, id);
    assert.equal((await client.next('missed'))[0], 'transport close');
    assert.deepEqual(await client.ask('state'), [{ recovered: true, state: 'me', rooms: ['red'] }]);
  });
}

for (const transport of ['polling', 'websocket']) {
  test(`4.8.4 ${transport}: a client is recovered at another server by the application`, async () => {
    const client = (await connect(any[0].url, { transport, reconnection: true, reconnectionDelay: 100, reconnectionDelayMax: 100 })).listen('told');
    assert.equal(client.socket.recovered, false);
    const { id } = client.socket;
    client.emit('move me', 'a:7');
    assert.deepEqual(await client.next('told'), ['é', 'a:7']);

    client.socket.io.uri = any[1].url;
    client.socket.io.engine.close();
    await client.next('disconnect');
    await client.next('connect');

    assert.equal(client.socket.recovered, true);
    assert.equal(client.socket.id, id);
    assert.deepEqual(await client.ask('state'), [{ recovered: true, state: 'a:7', rooms: ['red'] }]);
  });
}

test('recovery leaves clients without it alone', async () => {
  for (const generation of generations.filter(one => !speaks5(one))) {
    const client = (await connect(recovering.url, { generation })).listen('told');
    await client.ask('tell all', client.socket.io.engine.id, Buffer.from([1]));
    assert.deepEqual(bytes((await client.next('told'))[0]), [1]);
  }
});
