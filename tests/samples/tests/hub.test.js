import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stream } from '../../../samples/Hub/stream.js';
import { connect, peer } from '../harness/clients.js';
import { parser } from '../harness/msgpack.js';
import { shared } from '../harness/sample.js';

// HUB_COMMAND: the sample as it was published, instead of what was built.
const hub = shared('samples/Hub', process.env.HUB_COMMAND && { command: [process.env.HUB_COMMAND] });
const person = async (name, { role, ...options } = {}) =>
  (await connect(`${hub.url}/chat`, { auth: { name, role }, ...options })).listen('said', 'confirm');
const packed = shared('samples/Hub', { ...(process.env.HUB_COMMAND && { command: [process.env.HUB_COMMAND] }), args: ['--Parser', 'msgpack'] });
let count = 0;

for (const kind of ['3.1.3', '4.8.4'].flatMap(generation => ['polling', 'websocket'].map(transport => ({ generation, transport })))) {
  test(`${kind.generation} ${kind.transport}: methods are events, results are answers, clients are called by their interface`, async () => {
    const [room, annaName, billyName] = ['kitchen', 'Anna', 'Billy'].map(word => `${word}-${++count}`);
    const [anna, billy] = [await person(annaName, kind), await person(billyName, kind)];

    assert.deepEqual(await anna.ask('enter', room), [[annaName]]);
    assert.deepEqual(await billy.ask('enter', room), [[annaName, billyName]]);
    assert.deepEqual(await anna.next('said'), [{ room, from: 'server', text: `${billyName} is here.` }]);
    assert.deepEqual(await anna.ask('say', room, 'Hello, Zoë!'), []);
    for (const one of [anna, billy]) assert.deepEqual(await one.next('said'), [{ room, from: annaName, text: 'Hello, Zoë!' }]);
    await billy.ask('whisper', annaName, 'Psst!');
    assert.deepEqual(await anna.next('said'), [{ room: null, from: billyName, text: 'Psst!' }]);
    assert.deepEqual(await anna.ask('upload', 'a.bin', Buffer.from([1, 2, 3])), [3]);
  });

  test(`${kind.generation} ${kind.transport}: a stream has its items, its end, its error, and ends when nobody wants it`, async () => {
    const { socket } = await person(`Dora-${++count}`, kind);
    const items = [];
    for await (const item of stream(socket, 'count', 5)) items.push(item);
    assert.deepEqual(items, [1, 2, 3, 4, 5]);

    for await (const item of stream(socket, 'count', 1_000_000, 1)) if (item === 3) break;
    await assert.rejects(stream(socket, 'count', 'nonsense').next(), { code: 'bad-arguments' });
  });
}

test('a hub speaks MessagePack as well', async () => {
  const client = (await connect(`${packed.url}/chat`, { auth: { name: 'Anna' }, parser })).listen('said');
  assert.deepEqual(await client.ask('enter', 'kitchen'), [['Anna']]);
  assert.deepEqual(await client.ask('say', 'kitchen', 'Hello!'), []);
  assert.deepEqual(await client.next('said'), [{ room: 'kitchen', from: 'Anna', text: 'Hello!' }]);
  assert.deepEqual(await client.ask('upload', 'a.bin', Buffer.from([1, 2, 3])), [3]);
  const items = [];
  for await (const item of stream(client.socket, 'count', 3)) items.push(item);
  assert.deepEqual(items, [1, 2, 3]);
});

test('a user is all its connections, and nobody else', async () => {
  const [one, other, else_] = [await person('Emil'), await person('Emil'), await person('Emilia')];
  await else_.ask('whisper', 'Emil', 'to both');
  for (const socket of [one, other]) assert.deepEqual(await socket.next('said'), [{ room: null, from: 'Emilia', text: 'to both' }]);
  await one.ask('whisper', 'Emilia', 'to you');
  assert.deepEqual(await else_.next('said'), [{ room: null, from: 'Emil', text: 'to you' }]);
});

test('what is not allowed, not known or not so is told', async () => {
  const stranger = peer(`${hub.url}/chat`);
  const [error] = await stranger.next('connect_error');
  assert.deepEqual([error.message, error.data], ['Authentication is needed.', { code: 'unauthorized' }]);

  const anna = await person('Anna');
  assert.deepEqual(await anna.ask('say', 'garden', 'x'), [{ error: { code: 'not-there', message: 'You are not in garden.' } }]);
  assert.deepEqual(await anna.ask('close', 'garden'), [{ error: { code: 'forbidden', message: 'Not allowed.' } }]);
  assert.equal((await anna.ask('say', 'garden'))[0].error.code, 'bad-arguments');
  assert.equal((await anna.ask('sayy', 'garden'))[0].error.code, 'unknown-event');
});

test('a method asks its caller, who answers', async () => {
  const admin = await person('Root', { role: 'admin' });
  admin.socket.on('confirm', (question, answer) => answer(question === 'Close cellar?'));
  assert.deepEqual(await admin.ask('close', 'cellar'), [true]);
  assert.deepEqual(await admin.ask('close', 'attic'), [false]);
});

test('code outside of the hub reaches its clients', async () => {
  const anna = await person('Anna');
  await fetch(`${hub.url}/announce?text=Soup`, { method: 'POST' });
  assert.deepEqual(await anna.next('said'), [{ room: null, from: 'server', text: 'Soup' }]);
});

test('who is gone is in no room', async () => {
  const [anna, billy] = [await person('Anna'), await person('Billy')];
  await anna.ask('enter', 'hall');
  anna.close();
  for (let names = ['Anna']; names.includes('Anna');) [names] = await billy.ask('enter', 'hall');
});
