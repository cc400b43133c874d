import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { test } from 'node:test';
import { peer } from '../harness/clients.js';
import { Sample, shared } from '../harness/sample.js';

const chat = shared('samples/Chat');
const returning = { reconnection: true, reconnectionDelay: 100, reconnectionDelayMax: 100 };
let ids = 0;

/** A person who has got the messages so far. */
async function person(nickname, options = {}) {
  const client = peer(chat.url, { auth: { nickname }, query: { nickname }, ...options }).listen('messages', 'came', 'went', 'typing');
  await client.next('connect');
  await client.next('messages');
  return client;
}

const say = async (client, text, id = `test-${++ids}`) => (await client.ask('say', id, text))[0];
const heard = async client => (await client.next('messages'))[0].map(({ from, text }) => [from, text]);

for (const kind of [{ generation: '2.5.0' }, { generation: '2.5.0', transport: 'polling' }, { generation: '4.8.4' }, { generation: '4.8.4', transport: 'polling' }]) {
  test(`${kind.generation} ${kind.transport ?? 'websocket'}: everybody hears everybody, by nickname`, async () => {
    const anna = await person('Anna', kind);
    const billy = await person('Billy');
    assert.equal((await anna.next('came'))[0], 'Billy');

    anna.emit('typing');
    assert.equal((await billy.next('typing'))[0], 'Anna');
    assert.deepEqual(Object.keys(await say(anna, 'Hello, Zoë!')), ['number']);
    for (const one of [anna, billy]) assert.deepEqual(await heard(one), [['Anna', 'Hello, Zoë!']]);

    assert.deepEqual(await anna.ask('nickname', ' Änne '), [true]);
    assert.deepEqual(await anna.ask('nickname', ' '), [false]);
    await say(anna, 'me again');
    assert.deepEqual(await heard(billy), [['Änne', 'me again']]);
    anna.socket.disconnect();
    assert.equal((await billy.next('went'))[0], 'Änne');
    billy.close();
  });
}

test('who comes later gets what was said, who comes back what came after its last', async () => {
  const anna = await person('Anna');
  const { number } = await say(anna, 'one');
  await say(anna, 'two');

  const later = peer(chat.url).listen('messages');
  assert.deepEqual((await heard(later)).slice(-2), [['Anna', 'one'], ['Anna', 'two']]);
  const back = peer(chat.url, { auth: { after: number } }).listen('messages');
  assert.deepEqual(await heard(back), [['Anna', 'two']]);
});

test('a client that lost its connection gets what it missed, and nobody is told that it went', async () => {
  const [anna, billy] = [await person('Anna', returning), await person('Billy')];
  anna.socket.io.engine.close();
  await anna.next('disconnect');
  await say(billy, 'while you were away');
  await anna.next('connect');

  assert.equal(anna.socket.recovered, true);
  assert.deepEqual(await heard(anna), [['Billy', 'while you were away']]);
  await say(anna, 'thank you'); // still with its nickname
  assert.deepEqual([await heard(billy), await heard(billy)], [[['Billy', 'while you were away']], [['Anna', 'thank you']]]);
  anna.close();
  assert.equal((await billy.next('went'))[0], 'Anna'); // the first one that is told
});

test('a message whose answer is lost is sent again, and said once', async () => {
  const anna = await person('Anna', { retries: 20, ackTimeout: 300 });
  const billy = await person('Billy');
  const lost = new Promise(resolve => {
    anna.socket.onack = () => { // of the first answer nothing arrives
      delete anna.socket.onack;
      resolve();
    };
  });

  const [error, { number }] = await anna.ask('say', `test-${++ids}`, 'only once');
  await lost;
  assert.equal(error, null);
  assert.equal((await billy.next('messages'))[0][0].number, number);
  await say(billy, 'next');
  assert.deepEqual(await heard(billy), [['Billy', 'next']]); // and nothing between
});

test('what is too long, or no text at all, is refused', async () => {
  const anna = await person('Anna');
  for (const wrong of ['', 'x'.repeat(2001), null]) assert.equal((await say(anna, wrong)).error.code, 'bad-message');
  assert.equal((await say(anna, 'x', 'i'.repeat(65))).error.code, 'bad-message');
});

test('without the client library the page says how to install it', async () => {
  const bare = await Sample.start('samples/Chat', { cwd: tmpdir(), clientScript: '' });
  try {
    const answer = await fetch(`${bare.url}/socket.io.js`);
    assert.match(answer.headers.get('content-type'), /^text\/javascript/);
    assert.match(await answer.text(), /npm install --prefix samples --no-save socket\.io-client@4/);
    assert.ok(bare.lines.some(one => one.includes('npm install')));
  } finally {
    await bare.stop();
  }
});
