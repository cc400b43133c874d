// Servers find each other in whatever order they start, and whoever was there first is known to whoever comes last.
import assert from 'node:assert/strict';
import { scenario } from '../harness/scenario.js';

const kinds = [{ generation: '1.4.5', mode: 'upgraded' }, { generation: '2.5.0', mode: 'polling' }, { generation: '4.8.4', mode: 'websocket' }, { generation: '3.1.3', mode: 'websocket' }];

function orders(items) {
  if (items.length < 2) return [items];
  return items.flatMap((first, n) => orders(items.filter((_, m) => m !== n)).map(rest => [first, ...rest]));
}

/** Starts the servers one after the other, each with a user from the moment it is there; at the end everybody chats with everybody. */
async function startInOrder(s, order) {
  const servers = await s.plan(order.length);
  const clients = [];
  for (const n of order) {
    await servers[n].start();
    clients.push(await s.client(servers[n], { ...kinds[n], user: `user of ${servers[n].id}` }));
  }
  const names = clients.map(client => client.user);
  await Promise.all(clients.map(client => client.listWith(...names)));
  await Promise.all(clients.flatMap(from => clients.filter(to => to !== from).map(async to => {
    const ack = await from.sendWithAck(to.user, `from ${from.user}`);
    assert.deepEqual([ack.delivered, ack.servers], [1, 1], JSON.stringify(ack));
    await to.message(`from ${from.user}`);
  })));
}

for (const order of orders([0, 1, 2])) {
  scenario(`three servers started in the order ${order.map(n => n + 1).join(', ')}`, s => startInOrder(s, order));
}

for (const order of [[3, 2, 1, 0], [1, 3, 0, 2]]) {
  scenario(`four servers started in the order ${order.map(n => n + 1).join(', ')}`, s => startInOrder(s, order));
}

scenario('four servers started at the same moment', async s => {
  const servers = await s.mesh(4);
  const clients = await Promise.all(servers.map((server, n) => s.client(server, { ...kinds[n], user: `user ${n}` })));
  await Promise.all(clients.map(client => client.listWith(...clients.map(each => each.user))));
});
