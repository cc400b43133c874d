// What clients hear of who is there: lists, changes, watched names, nothing; and what back ends are told over HTTP.
import assert from 'node:assert/strict';
import { extremes } from '../harness/clients.js';
import { asOperator, operated } from '../harness/options.js';
import { scenario } from '../harness/scenario.js';
import { until } from '../harness/wait.js';

/** A client that keeps its own set of names from one list and the changes after it. */
async function follower(s, server, options, user) {
  const client = await s.client(server, options);
  const names = new Set();
  client.lists = 0;
  client.names = names;
  client.socket.on('update_client', ({ list }) => {
    client.lists++;
    names.clear();
    for (const name of list) names.add(name);
  });
  client.socket.on('presence', ({ joined, left }) => {
    for (const name of joined) assert.ok(!names.has(name) && names.add(name), `${name} joined twice`);
    for (const name of left) assert.ok(names.delete(name), `${name} left who was not there`);
  });
  client.user = user;
  client.emit('identify', { user, presence: 'changes' });
  await until(() => names.has(user), `the list of ${user}`);
  return client;
}

for (const kind of extremes) {
  scenario(`changes: one list, then only who joined and left, across servers, ${kind.generation}`, async s => {
    const [one, two] = await s.mesh(2);
    const anna = await follower(s, one, kind, 'Anna');
    const others = await Promise.all(['Billy', 'Carl', 'Dora'].map(user => s.client(two, { user })));
    await until(() => anna.names.size === 4, 'all to have joined');
    others[1].close();
    await until(() => anna.names.size === 3, 'Carl to have left');
    assert.deepEqual([...anna.names].sort(), ['Anna', 'Billy', 'Dora']);
    assert.equal(anna.lists, 1);
    assert.equal(anna.messages.length, 0);
  });

  scenario(`watched: named users only, their state at once and on change, ${kind.generation}`, async s => {
    const [one, two] = await s.mesh(2);
    const billy = await s.client(two, { user: 'Billy' });
    await (await s.client(one, { user: 'Witness' })).listWith('Billy');
    const anna = await s.client(one, kind);
    anna.emit('identify', { user: 'Anna', presence: 'watched' });
    assert.deepEqual(await anna.ask('watch', ['Billy', 'Carl']), { names: 2 });
    assert.deepEqual(await anna.next('presence'), { joined: ['Billy'], left: ['Carl'] });
    await s.client(two, { user: 'Somebody' });
    await s.client(two, { user: 'Carl' });
    assert.deepEqual(await anna.next('presence'), { joined: ['Carl'], left: [] });
    assert.deepEqual(await anna.ask('unwatch', ['Carl']), { names: 1 });
    billy.close();
    assert.deepEqual(await anna.next('presence'), { joined: [], left: ['Billy'] });
    assert.equal((await anna.ask('watch', 'Billy')).error.code, 'bad-watch');
  });
}

scenario('a dead server\'s users are told to have left, and to have joined when they are back', async s => {
  const [one, two] = await s.mesh(2);
  const anna = await follower(s, one, {}, 'Anna');
  await s.client(two, { user: 'Billy' });
  await until(() => anna.names.has('Billy'), 'Billy to join');
  await two.kill();
  await until(() => !anna.names.has('Billy'), 'Billy to leave', { limit: 10_000 });
  await two.start();
  await until(() => anna.names.has('Billy'), 'Billy to be back', { limit: 20_000 });
  assert.equal(anna.lists, 1);
});

scenario('none: nothing is said, and back ends are answered over HTTP by any server', async s => {
  const [one, two] = await s.mesh(2, operated);
  const quiet = await s.client(one);
  quiet.emit('identify', { user: 'Quiet', presence: 'none' });
  await s.client(two, { user: 'Billy' });
  const ask = async (server, path) => (await fetch(server.url + path, { headers: asOperator })).json();
  await until(async () => (await ask(two, '/api/users')).total === 2, 'both users');
  assert.deepEqual(await ask(two, '/api/users?limit=1'), { total: 2, users: ['Billy'], next: 'Billy' });
  assert.deepEqual(await ask(two, '/api/users?after=Billy'), { total: 2, users: ['Quiet'], next: null });
  assert.deepEqual(await ask(two, '/api/users/Quiet'), { user: 'Quiet', connections: 1, servers: [{ id: 'server-1', connections: 1 }] });
  assert.equal(quiet.history.some(line => line.includes('update_client') || line.includes('presence {')), false);
});
