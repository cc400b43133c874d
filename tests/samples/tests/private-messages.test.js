import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { until } from '../../e2e/harness/wait.js';
import { peer } from '../harness/clients.js';
import { shared } from '../harness/sample.js';

const server = shared('samples/PrivateMessages');
const small = shared('samples/PrivateMessages', { args: ['--MaxSessions', '2'] });

/** A tab: of a new user, or of one that has a session already. Clients of 2.x say who they are in the query. */
async function tab(given, { url = server.url, ...kind } = {}) {
  const client = peer(url, { ...kind, auth: given, query: kind.generation === '2.5.0' ? given : {} }).listen('welcome', 'user', 'message', 'forgotten');
  [client.welcome] = await client.next('welcome');
  client.id = client.welcome.userId;
  return client;
}

const again = (client, options) => tab({ sessionId: client.welcome.sessionId }, options);
const heard = async client => {
  const [{ from, to, text }] = await client.next('message');
  return [from, to, text];
};

for (const kind of [{ generation: '2.5.0' }, { generation: '4.8.4' }, { generation: '4.8.4', transport: 'polling' }]) {
  test(`${kind.generation} ${kind.transport ?? 'websocket'}: all tabs of both get a message, nobody else does`, async () => {
    const anna = await tab({ username: 'Anna' }, kind);
    const [annaToo, billy, carla] = [await again(anna), await tab({ username: 'Billy' }), await tab({ username: 'Carla' }, kind)];
    assert.equal(annaToo.id, anna.id);

    assert.deepEqual(await anna.ask('message', billy.id, 'Psst!'), [{ delivered: true }]);
    for (const one of [anna, annaToo, billy]) assert.deepEqual(await heard(one), [anna.id, billy.id, 'Psst!']);
    await billy.ask('message', carla.id, 'And you!');
    assert.deepEqual(await heard(carla), [billy.id, carla.id, 'And you!']); // the first that she hears
    assert.deepEqual(await anna.ask('message', anna.id, 'to me'), [{ delivered: true }]);
    for (const one of [anna, annaToo]) assert.deepEqual(await heard(one), [anna.id, anna.id, 'to me']); // the second, and once

    const third = await again(anna, kind);
    assert.deepEqual(third.welcome.messages.map(({ text }) => text), ['Psst!', 'to me']);
    for (const one of [anna, annaToo, third, billy, carla]) one.close();
  });
}

/** What the next event about that user says: those of the tests before may still be told. */
async function toldOf(watcher, username) {
  for (;;) {
    const [told] = await watcher.next('user');
    if (told.username === username) return told;
  }
}

test('a user is there as long as it has a tab, and everybody is told', async () => {
  const watcher = await tab({ username: 'Watcher' });
  const anna = await tab({ username: 'Dora' });
  assert.deepEqual(await toldOf(watcher, 'Dora'), { userId: anna.id, username: 'Dora', connected: true });
  const annaToo = await again(anna);
  anna.close();
  await sleep(100); // time for a farewell that must not come
  assert.deepEqual(await watcher.ask('message', anna.id, 'still there?'), [{ delivered: true }]);
  annaToo.close();
  assert.deepEqual(await toldOf(watcher, 'Dora'), { userId: anna.id, username: 'Dora', connected: false }); // once, after both

  assert.deepEqual(await watcher.ask('message', anna.id, 'for later'), [{ delivered: false }]);
  const back = await again(anna);
  assert.deepEqual(await toldOf(watcher, 'Dora'), { userId: anna.id, username: 'Dora', connected: true });
  assert.deepEqual(back.welcome.messages.map(({ text }) => text), ['still there?', 'for later']);
  assert.equal(back.welcome.users.find(({ userId }) => userId === watcher.id).connected, true);
});

test("what others see of a user does not open its session, nor lets its room be reached by another's id", async () => {
  const anna = await tab({ username: 'Anna' });
  const other = peer(server.url, { auth: { sessionId: anna.id } });
  assert.deepEqual((await other.next('connect_error'))[0].data, { code: 'bad-name' });
  assert.ok(!JSON.stringify((await tab({ username: 'Emil' })).welcome.users).includes(anna.welcome.sessionId));
  assert.equal((await anna.ask('message', 'everybody', 'spam'))[0].error.code, 'unknown-user'); // a room, but no user
});

test('a session keeps its last hundred messages', async () => {
  const [anna, billy] = [await tab({ username: 'Anna' }), await tab({ username: 'Billy' })];
  await Promise.all(Array.from({ length: 101 }, (_, n) => anna.ask('message', billy.id, String(n))));
  for (const one of [anna, billy]) {
    const { messages } = (await again(one)).welcome;
    assert.deepEqual([messages.length, messages[0].text, messages.at(-1).text], [100, '1', '100']);
  }
});

test('when there is no room, who has been away longest is forgotten', async () => {
  const url = small.url;
  const [anna, billy] = [await tab({ username: 'Anna' }, { url }), await tab({ username: 'Billy' }, { url })];
  const full = peer(url, { auth: { username: 'Carla' } });
  assert.deepEqual((await full.next('connect_error'))[0].data, { code: 'full' });

  anna.close();
  while ((await billy.next('user'))[0].connected);
  await until(() => tab({ username: 'Carla' }, { url }), 'room for another one');
  assert.deepEqual(await billy.next('forgotten'), [anna.id]);
  const back = peer(url, { auth: { sessionId: anna.welcome.sessionId } });
  assert.deepEqual((await back.next('connect_error'))[0].data, { code: 'bad-name' });
});
