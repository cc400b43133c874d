// Servers that die, freeze and come back while people talk.
import assert from 'node:assert/strict';
import { kinds } from '../harness/clients.js';
import { scenario } from '../harness/scenario.js';
import { until } from '../harness/wait.js';

const goneWithin = 10_000; // the promise: a killed server's users are off every list after this many ms
const sessionWindow = 12_000; // the default of --session-window, in ms

/** Two clients that write to each other without a pause until stop(), which returns how many messages each sent; none may be lost. */
function conversation(left, right) {
  let going = true;
  const talk = async (from, to) => {
    let n = 0;
    for (; going; n++) {
      const ack = await from.sendWithAck(to.user, `${from.user} ${n}`);
      assert.equal(ack.delivered, 1, `message ${n}: ${JSON.stringify(ack)}`);
      await to.message(`${from.user} ${n}`);
    }
    return n;
  };
  const both = Promise.all([talk(left, right), talk(right, left)]);
  both.catch(() => { }); // reported by stop()
  return {
    stop() {
      going = false;
      return both;
    },
  };
}

scenario('a server is killed and restarted while others talk: its users leave all lists, and come back as their clients reconnect', async s => {
  const [one, two, three] = await s.mesh(3);
  const anna = await s.client(one, { user: 'Anna', generation: '1.7.4', mode: 'upgraded' });
  const carl = await s.client(three, { user: 'Carl', generation: '4.8.4' });
  const victims = await Promise.all(kinds.map((kind, n) => s.client(two, { ...kind, user: `victim ${n}` })));
  const names = victims.map(client => client.user);
  await Promise.all([anna, carl, ...victims].map(client => client.listWith('Anna', 'Carl', ...names)));

  const talk = conversation(anna, carl);
  await two.kill();
  const killed = Date.now();
  await Promise.all([anna, carl].map(client => client.list(list => list.join() === 'Anna,Carl', 'a list of Anna and Carl only', goneWithin)));
  const gone = Date.now() - killed;
  const lost = await anna.sendWithAck(names[0], 'are you there?');
  assert.ok(lost.delivered === 0 || lost.error, JSON.stringify(lost));

  await two.start();
  const ready = Date.now();
  await Promise.all([anna, carl].map(client => client.listWith(...names)));
  await Promise.all(victims.map(client => client.listWith('Anna', 'Carl', ...names)));
  await Promise.all(victims.map(client => client.reaches('Anna', 1)));
  s.t.diagnostic(`off all lists ${gone} ms after the kill; back on all lists ${Date.now() - ready} ms after the server was ready again`);
  for (const victim of victims) {
    assert.equal((await carl.sendWithAck(victim.user, `welcome back, ${victim.user}`)).delivered, 1);
    await victim.message(`welcome back, ${victim.user}`);
    assert.equal((await victim.sendWithAck('Anna', `thanks from ${victim.user}`)).delivered, 1);
    await anna.message(`thanks from ${victim.user}`);
  }
  const [sent, answered] = await talk.stop();
  assert.ok(sent > 10 && answered > 10, `the others talked on: ${sent}, ${answered}`);
});

scenario('a user on the killed server and on another one stays on the lists and gets messages', async s => {
  const [one, two, three] = await s.mesh(3);
  const watcher = await s.client(three, { user: 'Watcher' });
  const stays = await s.client(one, { user: 'Both' });
  const goes = await s.client(two, { user: 'Both', reconnection: false });
  const only = await s.client(two, { user: 'Only', reconnection: false });
  await watcher.listWith('Both', 'Only');
  await watcher.reaches('Both', 2);

  await two.kill();
  await Promise.all([goes.whenDisconnected(), only.whenDisconnected()]);
  const seen = [];
  watcher.socket.on('update_client', ({ list }) => seen.push(list));
  await watcher.listWithout('Only', goneWithin);
  assert.deepEqual(seen.filter(list => !list.includes('Both')), []);
  await watcher.reaches('Both', 1);
  await watcher.sendWithAck('Both', 'still you');
  await stays.message('still you');
});

scenario('a frozen server (SIGSTOP) is taken for dead and is back when it thaws', async s => {
  const [one, two] = await s.mesh(2);
  const anna = await s.client(one, { user: 'Anna' });
  const sleeper = await s.client(two, { user: 'Sleeper' });
  await Promise.all([anna.listWith('Sleeper'), sleeper.listWith('Anna')]);

  two.pause();
  const paused = Date.now();
  await anna.listWithout('Sleeper');
  const gone = Date.now() - paused;
  two.resume();
  await anna.listWith('Sleeper');
  s.t.diagnostic(`off the list ${gone} ms after the freeze`);
  await until(async () => (await anna.sendWithAck('Sleeper', 'awake?')).delivered === 1, 'the sleeper to be reached');
  await sleeper.message('awake?');
});

scenario('every server is restarted, one after the other, and all is as before', async s => {
  const servers = await s.mesh(3);
  const clients = await Promise.all(servers.map((server, n) => s.client(server, { user: `user ${n}`, generation: ['1.4.5', '2.5.0', '4.8.4'][n], mode: ['polling', 'websocket', 'upgraded'][n] })));
  const names = clients.map(client => client.user);
  await Promise.all(clients.map(client => client.listWith(...names)));
  for (const [n, server] of servers.entries()) {
    const lost = clients[n].whenDisconnected();
    await server.kill();
    await lost;
    await server.start();
    await clients[n].whenConnected();
    await Promise.all(clients.map(client => client.listWith(...names)));
  }
  // Lists may be a moment older than the connections they tell of; messages find out.
  await Promise.all(clients.flatMap(from => clients.filter(to => to !== from).map(to => from.reaches(to.user, 1))));
});

scenario('SIGTERM ends a server with exit code 0, and its users leave the lists', async s => {
  const [one, two] = await s.mesh(2);
  const anna = await s.client(one, { user: 'Anna' });
  await s.client(two, { user: 'Leaver', reconnection: false });
  await anna.listWith('Leaver');
  const end = await two.terminate(30_000);
  assert.deepEqual([end.code, end.signal], [0, null], two.lines(20).join('\n'));
  // its client might come back within the session window, which a server that stays keeps for it
  await anna.listWithout('Leaver', sessionWindow + goneWithin);
});
