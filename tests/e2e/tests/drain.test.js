// Servers that are asked to stop: their clients move, and nothing that was acknowledged is lost.
import assert from 'node:assert/strict';
import { kinds } from '../harness/clients.js';
import { moveTo, tear } from '../harness/moving-client.js';
import { scenario } from '../harness/scenario.js';
import { until } from '../harness/wait.js';

const drain = ['--drain', '6000'];
const number = ({ text }) => JSON.parse(text)[1];
const from = (client, sender) => client.messages.filter(message => message.from === sender);

/** Clients that were at a server and have lost their connections, each with a message that came before that and one that came since. */
async function leftBehind(s, server, sender) {
  const clients = await Promise.all(['Billy', 'Carl', 'Dora', 'Emil'].map(user => s.client(server, { user, reconnection: false })));
  await sender.listWith(...clients.map(({ user }) => user));
  for (const client of clients) {
    await sender.sendWithAck(client.user, 'before'); // whoever has had nothing does not know where it was
    await client.message('before');
    tear(client);
    await client.whenDisconnected();
    assert.equal((await sender.sendWithAck(client.user, 'while away')).delivered, 1);
  }
  return clients;
}

scenario('SIGTERM: not ready any more, no new connections, clients of every generation reconnect by themselves, exit code 0', async s => {
  const [one, two] = await s.mesh(2, drain);
  const far = await s.client(two, { user: 'Far' });
  const clients = await Promise.all(kinds.map((kind, index) => s.client(one, { ...kind, user: `user-${index}` })));
  await far.listWith(...clients.map(client => client.user));
  const ready = until(async () => (await fetch(`${one.url}/healthz/ready`)).status === 503, 'readiness to go');
  const refused = ready.then(async () => {
    const answer = await fetch(`${one.url}/socket.io/?EIO=4&transport=polling`);
    return [answer.status, (await answer.json()).hint];
  });
  const end = one.terminate(20_000);
  assert.deepEqual(await refused, [503, 'the server is shutting down; connect to another, or later']);
  await Promise.all(clients.map(client => client.whenDisconnected()));
  assert.deepEqual(await end.then(({ code, signal }) => [code, signal]), [0, null]);
  await one.start();
  await Promise.all(clients.map(client => client.whenConnected()));
  await far.listWith(...clients.map(client => client.user));
  for (const client of clients) await far.reaches(client.user, 1);
});

scenario('SIGTERM: users whose clients cannot come back leave the lists when the server stops', async s => {
  const [one, two] = await s.mesh(2, drain);
  const anna = await s.client(one, { user: 'Anna' });
  await s.client(two, { generation: '1.7.4', user: 'Leaver', reconnection: false });
  await anna.listWith('Leaver');
  const end = await two.terminate(20_000);
  assert.equal(end.code, 0);
  await anna.listWithout('Leaver');
});

scenario('SIGTERM while another server stands still: what was kept for who is away goes to one that answers', async s => {
  const [one, two, three] = await s.mesh(3, ['--drain', '15000']);
  const anna = await s.client(three, { user: 'Anna' });
  const away = await leftBehind(s, one, anna);
  two.pause();
  try {
    assert.equal((await one.terminate(20_000)).code, 0);
    for (const client of away) {
      moveTo(client, three);
      client.socket.connect();
      await client.message('while away');
    }
  } finally {
    two.resume();
  }
});

scenario('SIGTERM while another server stands still: who comes back elsewhere meanwhile has missed nothing', async s => {
  const [one, two, three] = await s.mesh(3, ['--drain', '15000']);
  const anna = await s.client(three, { user: 'Anna' });
  const away = await leftBehind(s, one, anna);
  two.pause();
  const end = one.terminate(20_000);
  await until(async () => (await fetch(`${one.url}/healthz/ready`)).status === 503, 'the drain to begin');
  const [client] = away;
  moveTo(client, three);
  client.socket.connect();
  await client.message('while away');
  assert.equal(client.socket.recovered, true);
  two.resume();
  assert.equal((await end).code, 0);
  await anna.sendWithAck(client.user, 'after');
  await client.message('after');
  assert.deepEqual(client.messages.map(({ text }) => text), ['before', 'while away', 'after']);
});

scenario('a 1.7.4 client that is back at its server as soon as that has started again gets what others keep for it', async s => {
  const [one, , three] = await s.mesh(3, drain);
  const anna = await s.client(three, { user: 'Anna' });
  const old = await s.client(one, { generation: '1.7.4', reconnection: false });
  old.emit('identify', { user: 'Billy', since: null });
  await anna.listWith('Billy');
  const { id } = await anna.sendWithAck('Billy', 'before');
  await old.message('before');
  assert.equal((await one.terminate(20_000)).code, 0);
  assert.equal((await anna.sendWithAck('Billy', 'while away')).delivered, 1);
  const started = one.start();
  const back = await s.client(one, { generation: '1.7.4', settings: { reconnectionDelay: 10, reconnectionDelayMax: 10 } });
  back.emit('identify', { user: 'Billy', since: id, secret: old.offset });
  await back.message('while away');
  await started;
});

scenario('a rolling restart of all servers under load: nothing acknowledged is lost, nothing comes twice, order holds, everybody is back', async s => {
  const servers = await s.mesh(4, drain);
  const clients = await Promise.all(Array.from({ length: 16 }, (_, index) =>
    s.client(servers[index % 4], { mode: index % 3 ? 'websocket' : 'upgraded', user: `user-${index}` })));
  const names = clients.map(({ user }) => user);
  await Promise.all(clients.map(client => client.listWith(...names)));
  const acked = new Map(); // "from to" -> numbers
  let going = true;
  const talking = clients.map(async (client, index) => {
    for (let n = 0; going; n++) {
      const to = names[(index + 1 + n % (names.length - 1)) % names.length];
      if (!client.socket.connected) await client.whenConnected(60_000);
      const ack = await Promise.race([
        client.sendWithAck(to, JSON.stringify([client.user, n]), { id: `${client.user}/${n}` }).catch(() => undefined),
        client.whenDisconnected(60_000).then(() => undefined),
      ]);
      if (ack?.delivered > 0 && !ack.error) acked.set(`${client.user} ${to}`, [...acked.get(`${client.user} ${to}`) ?? [], n]);
      await new Promise(resolve => setTimeout(resolve, 10));
    }
  });
  for (const server of servers) {
    assert.equal((await server.terminate(20_000)).code, 0);
    await server.start();
    await Promise.all(clients.map(client => client.whenConnected(60_000)));
  }
  going = false;
  await Promise.all(talking);
  const missing = () => [...acked].flatMap(([pair, list]) => {
    const [sender, recipient] = pair.split(' ');
    const had = new Set(from(clients[names.indexOf(recipient)], sender).map(number));
    return list.filter(n => !had.has(n)).map(n => `${pair} ${n}`);
  });
  await until(() => missing().length === 0, 'all that was acknowledged').catch(() => assert.deepEqual(missing(), []));
  for (const client of clients)
    for (const name of names) {
      if (name === client.user) continue;
      const had = from(client, name).map(number);
      assert.deepEqual(had, [...had].sort((a, b) => a - b), `${name} to ${client.user}`);
    }
  const total = [...acked.values()].reduce((sum, list) => sum + list.length, 0);
  s.t.diagnostic(`${total} messages acknowledged during four restarts, none lost`);
  assert.ok(total > 500);
  await Promise.all(clients.map(client => client.listWith(...names)));
});
