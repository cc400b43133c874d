import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect, Peer, peer } from '../harness/clients.js';
import { shared } from '../harness/sample.js';

const server = shared('samples/Tenants', { args: ['--Limits:MaxSockets', '3', '--Limits:MaxRooms', '2', '--Limits:MessagesPerSecond', '4'] });
let count = 0;

async function tenant(name = `tenant-${++count}`) {
  const answer = await fetch(`${server.url}/tenants/${name}`, { method: 'PUT' });
  return { ...(await answer.json()), url: `${server.url}/tenant/${name}` };
}

const settings = ({ key, url }, user, generation) => generation === '2.5.0'
  ? [`${url}?key=${key}&user=${user}`, { generation }]
  : [url, { generation, auth: { key, user } }];
const join = async (...given) => (await connect(...settings(...given))).listen('said');

async function refusal(url, auth) {
  const [error] = await peer(url, { auth }).next('connect_error');
  return error.data?.code ?? error.message;
}

for (const generation of ['2.5.0', '4.8.4']) {
  test(`${generation}: tenants have rooms of the same name and hear nothing of each other`, async () => {
    const [acme, globex] = [await tenant(), await tenant()];
    const [anna, billy, other] = [await join(acme, 'Anna', generation), await join(acme, 'Billy'), await join(globex, 'Anna', generation)];
    assert.deepEqual(await anna.ask('enter', 'kitchen'), [{ users: ['Anna'] }]);
    assert.deepEqual(await billy.ask('enter', 'kitchen'), [{ users: ['Anna', 'Billy'] }]);
    assert.deepEqual(await other.ask('enter', 'kitchen'), [{ users: ['Anna'] }]);

    assert.deepEqual(await anna.ask('say', 'kitchen', 'Hello!'), [{ heard: 2 }]);
    for (const one of [anna, billy]) assert.deepEqual(await one.next('said'), [{ room: 'kitchen', from: 'Anna', text: 'Hello!' }]);
    await other.ask('say', 'kitchen', 'mine');
    assert.deepEqual(await other.next('said'), [{ room: 'kitchen', from: 'Anna', text: 'mine' }]); // the first
    await billy.ask('leave', 'kitchen');
    assert.equal((await billy.ask('say', 'kitchen', 'x'))[0].error.code, 'not-in-room');
  });
}

test("a tenant's key opens that tenant's namespace only, of any number on one connection", async () => {
  const [acme, globex] = [await tenant(), await tenant()];
  assert.equal(await refusal(acme.url, { key: globex.key, user: 'x' }), 'bad-key');
  assert.equal(await refusal(acme.url, { user: 'x' }), 'bad-key');
  assert.equal(await refusal(acme.url, { key: acme.key }), 'bad-user');
  assert.equal(await refusal(`${server.url}/tenant/nobody`, { key: acme.key, user: 'x' }), 'Invalid namespace');
  assert.equal(await refusal(`${server.url}/tenant/__proto__`, { key: acme.key, user: 'x' }), 'Invalid namespace');

  const first = await join(acme, 'Anna');
  const second = new Peer(first.socket.io.socket(`/tenant/${globex.name}`, { auth: { key: globex.key, user: 'Anna' } })).listen('connect');
  await second.next('connect');
  assert.equal(second.socket.io.engine.id, first.socket.io.engine.id);
});

test('each tenant has its own limits', async () => {
  const [acme, globex] = [await tenant(), await tenant()];
  const people = [await join(acme, 'a'), await join(acme, 'b'), await join(acme, 'c')];
  assert.equal(await refusal(acme.url, { key: acme.key, user: 'd' }), 'tenant-full');
  const other = await join(globex, 'a');
  people[2].close();
  for (const end = Date.now() + 5_000; ;) { // its end is not answered
    const next = peer(acme.url, { auth: { key: acme.key, user: 'd' } });
    if (await Promise.race([next.next('connect').then(() => true), next.next('connect_error').then(() => false)])) break;
    assert.ok(Date.now() < end, 'room for another one');
    await sleep(20);
  }

  for (const room of ['one', 'two']) await people[0].ask('enter', room);
  assert.equal((await people[1].ask('enter', 'three'))[0].error.code, 'too-many-rooms');
  assert.deepEqual(await people[1].ask('enter', 'two'), [{ users: ['a', 'b'] }]);
  await other.ask('enter', 'three');
  await people[0].ask('leave', 'one'); // its last member
  assert.deepEqual(await people[1].ask('enter', 'three'), [{ users: ['b'] }]);

  const answers = await Promise.all(Array.from({ length: 10 }, (_, n) => people[n % 2].ask('say', 'two', String(n))));
  const refused = answers.filter(([{ error }]) => error?.code === 'too-fast').length;
  assert.ok(refused >= 1 && refused <= 6, `${refused} of 10 refused`); // four at once, and what a slow machine adds
  assert.deepEqual(await other.ask('say', 'three', 'I may'), [{ heard: 1 }]);
});

test('a tenant that is removed is gone at once, and a new one of its name has another key', async () => {
  const acme = await tenant();
  assert.equal((await fetch(`${server.url}/tenants/${acme.name}`, { method: 'PUT' })).status, 409);
  const anna = await join(acme, 'Anna');
  assert.equal((await fetch(`${server.url}/tenants/${acme.name}`, { method: 'DELETE' })).status, 204);
  assert.deepEqual((await anna.next('disconnect'))[0], 'io server disconnect');
  assert.equal(await refusal(acme.url, { key: acme.key, user: 'x' }), 'Invalid namespace');
  await tenant(acme.name);
  assert.equal(await refusal(acme.url, { key: acme.key, user: 'x' }), 'bad-key');
});
