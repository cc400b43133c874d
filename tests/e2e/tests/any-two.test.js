// Any two clients chat across any two servers: all kinds at once on four servers, everybody writes to everybody.
import assert from 'node:assert/strict';
import { kinds } from '../harness/clients.js';
import { scenario } from '../harness/scenario.js';

scenario(`${kinds.length} kinds of client on four servers: each writes to each`, async s => {
  const servers = await s.mesh(4);
  const clients = await Promise.all(kinds.map((kind, n) => s.client(servers[n % 4], { ...kind, user: `${kind.generation} ${kind.mode}` })));
  const names = clients.map(client => client.user);
  await Promise.all(clients.map(client => client.listWith(...names)));

  const pairs = clients.flatMap(from => clients.filter(to => to !== from).map(to => ({ from, to, text: `${from.user} to ${to.user}` })));
  await Promise.all(pairs.map(async ({ from, to, text }) => {
    const ack = await from.sendWithAck(to.user, text);
    assert.deepEqual([ack.delivered, ack.servers], [1, 1], `${text}: ${JSON.stringify(ack)}`);
  }));
  await Promise.all(pairs.flatMap(({ from, to, text }) => [from.message(text), to.message(text)]));
  for (const client of clients) assert.equal(client.messages.length, 2 * (clients.length - 1));
});

scenario('the same user in every kind of client, on four servers: each connection gets each message once', async s => {
  const servers = await s.mesh(4);
  const user = 'Omnipresent';
  const devices = await Promise.all(kinds.map((kind, n) => s.client(servers[n % 4], { ...kind, user })));
  const friend = await s.client(servers[0], { user: 'Friend' });
  await friend.listWith(user);
  await Promise.all(devices.map(device => device.listWith('Friend')));
  await friend.reaches(user, kinds.length);
  await devices[0].reaches('Friend', 1);

  const ack = await friend.sendWithAck(user, 'to all of you');
  assert.deepEqual([ack.delivered, ack.servers], [kinds.length, 4]);
  await Promise.all(devices.map(device => device.message('to all of you')));

  await devices[0].sendWithAck('Friend', 'from one of us');
  await Promise.all([friend, ...devices].map(client => client.message('from one of us')));
  for (const client of [friend, ...devices]) assert.deepEqual([client.count('to all of you'), client.count('from one of us')], [1, 1]);
});
