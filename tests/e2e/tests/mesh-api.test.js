// How the mesh stands, told by each server: the endpoints, and who may ask them.
import assert from 'node:assert/strict';
import { scenario } from '../harness/scenario.js';
import { startUp } from '../harness/up.js';
import { until } from '../harness/wait.js';

const key = 'a key for operators';
const get = async (server, path, headers = {}) => {
  const answer = await fetch(`${server.url}${path}`, { headers });
  return [answer.status, await answer.json()];
};
const ask = (server, headers) => get(server, '/api/mesh', headers);
const asOperator = { authorization: `Bearer ${key}` };

scenario('each server tells what it has, counts, and how its links stand', async s => {
  const up = await startUp(s, 2);
  const [one, two] = up.servers;
  const [anna, billy] = [await s.client(one, { user: 'Anna' }), await s.client(two, { user: 'Billy' })];
  await anna.listWith('Billy');
  for (let n = 0; n < 3; n++) await anna.sendWithAck('Billy', `${n}`);
  await billy.message('2');
  await until(async () => (await ask(one))[1].links[0].roundTripMs !== null, 'a round trip');
  const [status, here] = await ask(one);
  assert.equal(status, 200);
  const { id, users, usersHere, connections, waiting, taken, handed, draining, links: [link] } = here;
  assert.deepEqual({ id, users, usersHere, connections, waiting, taken, handed, draining },
    { id: 'server-1', users: 2, usersHere: 1, connections: 1, waiting: 0, taken: 3, handed: 3, draining: false });
  const { peer, outgoing, incoming, unacknowledged, forwarded, received, closed } = link;
  assert.deepEqual({ peer, outgoing, incoming, unacknowledged, forwarded, received, closed },
    { peer: 'server-2', outgoing: 'up', incoming: 'up', unacknowledged: 0, forwarded: 3, received: 0, closed: null });
  assert.ok(link.roundTripMs > 0, String(link.roundTripMs));
  const [, there] = await ask(two);
  assert.deepEqual([there.taken, there.handed, there.links[0].received], [0, 3, 3]);
});

scenario('serve shows it to nobody, or to whoever has the key', async s => {
  const [off] = await s.mesh(1);
  assert.equal((await ask(off))[0], 404);
  assert.match((await ask(off))[1].error.message, /--operator-key/);
  const [on] = await s.mesh(1, ['--operator-key', key]);
  assert.equal((await ask(on))[0], 401);
  assert.equal((await ask(on, { authorization: 'Bearer another key' }))[0], 401);
  assert.equal((await ask(on, asOperator))[1].id, 'server-1');
  for (const path of ['/api/mesh/events', '/api/connections', '/api/users/Anna']) {
    assert.equal((await get(off, path))[0], 404, path);
    const [status, refusal] = await get(on, path);
    assert.deepEqual([status, Object.keys(refusal), refusal.error.code], [401, ['error'], 'operator-key'], path);
  }
});

scenario('servers of one process say so, and each of them has a life of its own', async s => {
  const up = await startUp(s, 2);
  const [[, one], [, two]] = await Promise.all(up.servers.map(server => ask(server)));
  assert.equal(one.process, two.process);
  const [alone] = await s.mesh(1, ['--operator-key', key]);
  const [, other] = await ask(alone, asOperator);
  assert.notEqual(other.process, one.process);
  assert.equal(other.version, one.version);
  assert.ok(other.cpuSeconds > 0 && other.memoryBytes > 10_000_000, JSON.stringify(other));
});

scenario('a server remembers that another one died, was started anew and drained', async s => {
  const [one, two] = await s.mesh(2, ['--operator-key', key]);
  const kinds = async () => (await get(one, '/api/mesh/events', asOperator))[1].events.map(({ kind, direction, reason }) =>
    [kind, direction, reason].filter(Boolean).join(' '));
  const told = async (...wanted) => until(async () => wanted.every(kind => seen.has(kind)) || ((await kinds()).forEach(kind => seen.add(kind)), false),
    `${wanted} to be told`);
  const seen = new Set();
  await told('started', 'link-up outgoing', 'link-up incoming');
  await two.kill();
  await told('link-down outgoing connection-lost', 'link-down incoming connection-lost');
  seen.clear();
  await two.start();
  await told('server-restarted');
  const life = (await get(two, '/api/mesh/events', asOperator))[1];
  assert.equal(life.events[0].kind, 'started');
  seen.clear();
  await two.terminate();
  await told('link-down incoming goodbye');
});

scenario('an operator sees who is connected, from where and how, page by page', async s => {
  const [server] = await s.mesh(1, ['--operator-key', key]);
  for (const user of ['Anna', 'Anna', 'Billy']) await s.client(server, { user });
  const [, first] = await get(server, '/api/connections?limit=2', asOperator);
  assert.deepEqual([first.total, first.connections.length], [3, 2]);
  const [, second] = await get(server, `/api/connections?limit=2&after=${first.next}`, asOperator);
  assert.equal(second.next, null);
  const all = [...first.connections, ...second.connections];
  assert.deepEqual(all.map(({ user }) => user).sort(), ['Anna', 'Anna', 'Billy']);
  assert.ok(all.every(({ address, eio, transport, since }) => /127.0.0.1/.test(address) && eio === 4 && transport === 'websocket' && since > 0), JSON.stringify(all));
  const [, annas] = await get(server, '/api/connections?user=Anna', asOperator);
  assert.deepEqual(annas.connections.map(({ user }) => user), ['Anna', 'Anna']);
  assert.deepEqual((await get(server, '/api/users/Anna', asOperator))[1], { user: 'Anna', connections: 2, servers: [{ id: 'server-1', connections: 2 }] });
});
