// Two servers of the old system and two of ours in one mesh.
import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { scenario } from '../harness/scenario.js';
import { Launched } from '../harness/processes.js';
import { shorten, until } from '../harness/wait.js';

const program = fileURLToPath(new URL('../harness/old-server.js', import.meta.url));

/** Servers 1 and 2 of a mesh are ours, 3 and 4 the old system's. */
async function mixed(s) {
  const servers = await s.plan(4, [], entry => (Number(entry.id.at(-1)) > 2 ? { ...entry, protocol: 'socket.io-1' } : entry));
  const [one, two, ...old] = servers;
  for (const server of old) {
    server.start = async () => {
      server.process = new Launched(process.execPath, [program, server.config, server.id]);
      server.log.push(server.process);
      await until(async () => (await fetch(server.url)).ok, `${server.id} to listen`);
    };
  }
  await Promise.all(servers.map(server => server.start()));
  await Promise.all([one, two].map(server => until(async () => (await (await fetch(`${server.url}/healthz`)).text()) === 'Healthy', `${server.id} to be linked with all`)));
  return servers;
}

/** A person on each server, those on the old ones with clients of their time. */
async function people(s, servers) {
  const names = ['Anna', 'Billy', 'Carl', 'Dora'];
  const clients = await Promise.all(servers.map((server, n) => s.client(server, { user: names[n], generation: n < 2 ? '4.8.4' : '1.7.4' })));
  await Promise.all(clients.map(client => client.listWith(...names)));
  return clients;
}

let messages = 0;

/** Everyone writes to everyone, and each message reaches recipient and sender once. */
async function allTalk(clients) {
  for (const from of clients) {
    for (const to of clients) {
      const text = `message ${++messages}`;
      from.send(to.user, text);
      await to.message(text);
      if (from !== to) await from.message(text);
    }
  }
  await until(() => clients.every(client => client.messages.length > 0), 'messages');
  for (const client of clients) {
    const texts = client.messages.map(im => im.text);
    assert.equal(new Set(texts).size, texts.length, `${client.user} got a message twice: ${shorten(texts)}`);
  }
}

/** Waits until everyone reaches everyone: servers know of each other's users a moment after their links are back. */
async function allReach(clients) {
  for (const from of clients) {
    for (const to of clients) {
      await until(() => {
        const text = `probe ${++messages}`;
        from.send(to.user, text);
        return until(() => to.messages.some(im => im.text === text), text, { limit: 500 });
      }, `${from.user} to reach ${to.user}`);
    }
  }
}

scenario('lists and messages flow between two old servers and two of ours, each message once', async s => {
  const servers = await mixed(s);
  const clients = await people(s, servers);
  const lists = await Promise.all(clients.map(client => client.list(list => list.length === 4)));
  for (const list of lists) assert.deepEqual(list, ['Anna', 'Billy', 'Carl', 'Dora']);
  await allTalk(clients);

  // Special characters, and a text that looks like the protocol.
  const text = 'عربي 😀 "forwarded":false,\\ <b>';
  clients[0].send('Carl', text);
  assert.equal((await clients[2].message(text)).from, 'Anna');
  clients[2].send('Anna', text);
  assert.equal((await clients[0].message(text)).forwarded, false);
  assert.equal((await clients[0].sendWithAck('Dora', 'with ack')).delivered, 1);

  // A second window of somebody on an old server, and one of somebody on ours, there too.
  const dora = await s.client(servers[1], { user: 'Dora' });
  const anna = await s.client(servers[3], { user: 'Anna', generation: '1.7.4' });
  await until(async () => (await clients[1].sendWithAck('Dora', 'to both')).delivered === 2, 'both of Dora');
  await allReach([clients[2], dora]);
  clients[2].send('Dora', 'from old to both');
  await Promise.all([dora.message('from old to both'), clients[3].message('from old to both')]);
  await until(async () => (await clients[1].sendWithAck('Anna', 'to both of Anna')).delivered === 2, 'both of Anna');
  clients[1].send('Anna', 'from ours to both');
  await Promise.all([anna.message('from ours to both'), clients[0].message('from ours to both')]);
  assert.equal(anna.count('from ours to both'), 1);

  clients[3].close();
  dora.close();
  await Promise.all([clients[0], clients[1], clients[2], anna].map(client => client.listWithout('Dora')));
});

scenario('an old server is killed and restarted: its users leave our lists and come back, and messages flow again', async s => {
  const servers = await mixed(s);
  const clients = await people(s, servers);
  await servers[2].kill();
  await Promise.all([clients[0], clients[1]].map(client => client.listWithout('Carl', 15_000)));
  const ack = await clients[0].sendWithAck('Carl', 'nobody there');
  assert.equal(ack.delivered, 0);

  await servers[2].start();
  await Promise.all(clients.map(client => client.listWith('Anna', 'Billy', 'Carl', 'Dora')));
  await allReach(clients);
  await allTalk(clients);
});

scenario('one of ours is killed and restarted beside old servers', async s => {
  const servers = await mixed(s);
  const clients = await people(s, servers);
  await servers[0].kill();
  await clients[1].listWithout('Anna', 15_000);
  await servers[0].start();
  await Promise.all(clients.map(client => client.listWith('Anna', 'Billy', 'Carl', 'Dora')));
  await allReach(clients);
  await allTalk(clients);
});

scenario('one of ours ends in order: old servers forget its users', async s => {
  const servers = await mixed(s);
  const clients = await people(s, servers);
  await servers[0].terminate(10_000);
  await clients[2].listWithout('Anna');
  await clients[3].listWithout('Anna');
});

scenario('a client that says update_peer under a name that is no old server\'s changes nothing', async s => {
  const servers = await mixed(s);
  const clients = await people(s, servers);
  const forger = await s.client(servers[0], { user: 'Mallory' });
  for (const peerId of ['server-1', 'server-2', 'server-9', '', null]) {
    forger.emit('update_peer', { peerId, list: [{ id: 'Ghost', connections: 1 }] });
    forger.emit('update_peer', { peerId, user: { id: 'Anna', connections: 0 } });
  }
  forger.emit('update_peer', 'nonsense');
  assert.equal((await forger.sendWithAck('Anna', 'still a client')).delivered, 1);
  const refused = await forger.ask('im', { from: 'Billy', to: 'Anna', text: 'forged', forwarded: true });
  assert.equal(refused.error.code, 'wrong-from');
  const last = await s.client(servers[1], { user: 'Last' });
  assert.deepEqual(await last.list(list => list.includes('Mallory')), ['Anna', 'Billy', 'Carl', 'Dora', 'Last', 'Mallory']);
  assert.equal(clients[0].count('forged'), 0);
});
