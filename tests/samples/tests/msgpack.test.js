// MessagePack in place of JSON: real clients with socket.io-msgpack-parser, and the same bytes as from Node's server.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { bytes, connect, Peer, peer, transports } from '../harness/clients.js';
import { nodeServer, parser, RawLine } from '../harness/msgpack.js';
import { shared } from '../harness/sample.js';

const server = shared('tests/samples/Fixture', { args: ['--msgpack'] });
const recovering = shared('tests/samples/Fixture', { args: ['--msgpack', '--recovery'] });
const plain = shared('tests/samples/Fixture');
const node = nodeServer({ parser });
const plainNode = nodeServer();
let rooms = 0;

for (const generation of ['3.1.3', '4.8.4']) {
  for (const kind of transports.map(transport => ({ generation, transport, parser }))) {
    const item = (name, body) => test(`${generation} ${kind.transport}: ${name}`, body);

    item('events and answers of several arguments, of every kind', async () => {
      const client = (await connect(server.url, kind)).listen('echoed');
      const args = [0, -1, 2 ** 40, 0.5, '', '😀 ö "\n', true, null, [], {}, [{ a: [1, { b: [2] }] }], Array.from({ length: 300 }, (_, n) => n)];
      client.emit('echo', ...args);
      assert.deepEqual(await client.next('echoed'), args);
      assert.deepEqual(await client.ask('answer', ...args), args);
      assert.deepEqual(await client.ask('answer'), []);
      assert.deepEqual(await client.ask('answer', undefined, { a: undefined, b: NaN }), [null, { b: null }]);
    });

    item('bytes wherever they stand, and dates', async () => {
      const client = await connect(server.url, kind);
      const [deep, whole, none] = await client.ask('answer', { a: [Buffer.from([1, 2]), { b: new Uint8Array([3]).buffer }] }, Buffer.alloc(70_000, 7), Buffer.alloc(0));
      assert.deepEqual([bytes(deep.a[0]), bytes(deep.a[1].b)], [[1, 2], [3]]);
      assert.ok(Buffer.alloc(70_000, 7).equals(whole));
      assert.equal(none.length, 0);
      assert.deepEqual(await client.ask('size', 'x', Buffer.alloc(300), new Date(Date.UTC(2026, 0, 31))), [{ name: 'x', length: 300, year: 2026 }]);
      assert.deepEqual(await client.ask('size', 'x', Buffer.alloc(3), undefined), [{ name: 'x', length: 3, year: null }]);
    });

    item('it answers what the server asks', async () => {
      const client = await connect(server.url, kind);
      client.socket.on('question', (question, answer) => answer?.({ asked: question }));
      assert.deepEqual(await client.ask('ask me', { a: [1, 'ß'] }), [{ asked: { a: [1, 'ß'] } }]);
      assert.deepEqual(await client.ask('ask me in vain'), ['TimedOut']);
    });

    item('rooms get events, volatile ones and binary ones too', async () => {
      const room = `room-${++rooms}`;
      const [one, two] = await Promise.all([1, 2].map(() => connect(server.url, kind)));
      one.listen('told', 'flickered');
      two.listen('told');
      await Promise.all([one.ask('join', room), two.ask('join', room)]);
      await one.ask('tell', room, 'hello');
      await one.ask('tell all', room, Buffer.from([9, 0, 255]));
      assert.deepEqual(await two.next('told'), ['hello', room, 3]);
      for (const client of [two, one]) assert.deepEqual(bytes((await client.next('told'))[0]), [9, 0, 255]);
      for (const client of [one, two]) client.socket.on('number', answer => answer(5));
      assert.deepEqual(await one.ask('ask all', room), [10]);
      do one.emit('flicker', 'f'); while (!await one.next('flickered', 1000).catch(() => null)); // dropped while a poll is under way
    });

    item('namespaces, their refusals and their keys', async () => {
      const client = await connect(server.url, kind);
      const name = `/room-${++rooms}`;
      const room = new Peer(client.socket.io.socket(name));
      await room.next('connect');
      assert.deepEqual(await room.ask('where'), [name]);
      room.close();
      assert.deepEqual(await client.ask('query', 'transport'), [kind.transport]);

      const [error] = await peer(`${server.url}/refused`, kind).next('connect_error');
      assert.deepEqual([error.message, error.data], ['Go away', { code: 7, why: 'because' }]);
      assert.equal((await peer(`${server.url}/unknown`, kind).next('connect_error'))[0].message, 'Invalid namespace');
      assert.equal((await peer(`${server.url}/guarded`, kind).next('connect_error'))[0].message, 'No key');
      await connect(`${server.url}/guarded`, { ...kind, auth: { key: 'open' } });
    });

    item('a client that is disconnected is told by whom', async () => {
      const client = await connect(server.url, kind);
      client.emit('kick me', false);
      assert.equal((await client.next('disconnect'))[0], 'io server disconnect');
    });

    item('a client of the default parser is closed, here as by Node; and the other way round', async () => {
      const isClosed = async (url, settings) => {
        const client = peer(url, { ...kind, ...settings });
        await new Promise(resolve => client.socket.io.once('close', resolve));
        return !client.socket.connected;
      };
      for (const { url } of [server, node]) assert.ok(await isClosed(url, { parser: undefined }), url);
      for (const { url } of [plain, plainNode]) assert.ok(await isClosed(url), url);
    });
  }
}

for (const transport of transports) {
  test(`4.8.4 ${transport}: a client that lost its connection gets what it missed and keeps what it was`, async () => {
    const client = (await connect(recovering.url, { transport, parser, reconnection: true, reconnectionDelay: 100, reconnectionDelayMax: 100 })).listen('missed', 'told');
    const { id } = client.socket;
    await client.ask('join', 'red');
    await client.ask('remember', 'me');
    await client.ask('tell all', id, Buffer.from([1])); // something to have an offset by
    assert.equal(typeof (await client.next('told')).at(-1), 'string');
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

/** What a server says to packets, as hex. */
async function dialogue(url, packets) {
  const line = await RawLine.open(url);
  line.send({ type: parser.PacketType.CONNECT, nsp: '/' });
  const welcome = decoded(await line.next());
  assert.deepEqual(Object.keys(welcome.data).filter(key => welcome.data[key] !== undefined), ['sid']); // Node adds pid: undefined
  const said = [];
  for (const packet of packets) {
    line.send(packet);
    said.push((await line.next()).toString('hex'));
  }
  line.close();
  return said;
}

test('the same packets are answered with the same bytes as by Node', async () => {
  const { EVENT } = parser.PacketType;
  const values = [
    ['x', 0, 1, 127, 128, 255, 256, 65535, 65536, 2 ** 32 - 1, 2 ** 32, 2 ** 53 - 1], [-1, -32, -33, -128, -129, -32768, -32769, -(2 ** 31), -(2 ** 31) - 1],
    [0.5, -1.25, 0.1, 1e-7, 1.5e300], ['', 'x'.repeat(31), 'x'.repeat(32), 'x'.repeat(255), 'x'.repeat(256), 'ö'.repeat(40_000), '😀'], [true, false, null],
    [[], {}, new Array(15).fill(0), new Array(16).fill(0), new Array(70_000).fill(0), Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`k${n}`, n]))],
    [Buffer.alloc(0), Buffer.alloc(255), Buffer.alloc(256), Buffer.alloc(70_000), { a: { b: [Buffer.from('x')] } }],
  ];
  const packets = [
    ...values.map(args => ({ type: EVENT, data: ['echo', ...args], options: { compress: true }, nsp: '/' })),
    ...values.map((args, id) => ({ type: EVENT, data: ['answer', ...args], id: id * 200, nsp: '/' })),
  ];
  assert.deepEqual(await dialogue(server.url, packets), await dialogue(node.url, packets));
});

test('a refusal has the members that it has from Node', async () => {
  const packets = [{ type: parser.PacketType.CONNECT, nsp: '/unknown' }];
  const [ours, theirs] = await Promise.all([server, node].map(async ({ url }) => decoded(Buffer.from((await dialogue(url, packets))[0], 'hex'))));
  assert.deepEqual(ours, theirs); // in another order, which a map has not
});

function decoded(message) {
  const decoder = new parser.Decoder();
  let packet;
  decoder.on('decoded', one => { packet = one; });
  decoder.add(message);
  return packet;
}

for (const [name, bad] of [
  ['text', '2["x"]'],
  ['no MessagePack', Buffer.from([0xc1])],
  ['no packet', Buffer.from([0x80])],
  ['a packet and more', Buffer.concat([Buffer.from('82a47479706501a36e7370a12f', 'hex'), Buffer.from([0])])],
  ['an unknown type', { type: 5, nsp: '/' }],
  ['no namespace', { type: 2, data: ['x'] }],
  ['an event without an array', { type: 2, data: 'x', nsp: '/' }],
  ['an id that is no integer', { type: 2, data: ['x'], id: 1.5, nsp: '/' }],
  ['an auth that is no object', { type: 0, data: [1], nsp: '/y' }],
]) {
  test(`${name} ends the connection, as with Node`, async () => {
    for (const { url } of [server, node]) {
      const line = await RawLine.open(url);
      line.send({ type: 0, nsp: '/' });
      await line.next();
      const closed = new Promise(resolve => line.socket.once('close', resolve));
      line.send(bad);
      assert.equal(await Promise.race([closed.then(() => true), sleep(5000, false, { ref: false })]), true, url);
    }
  });
}
