// samples/Cluster: a client that is torn off comes back at another server, and goes on there with its id, its room and what it missed.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { until } from '../../e2e/harness/wait.js';
import { cluster, linked } from '../harness/cluster.js';
import { connect } from '../harness/clients.js';

const servers = await cluster(3);

before(async () => {
  await Promise.all(servers.map(server => server.start()));
  await linked(servers);
});

after(() => Promise.all(servers.map(server => server.process?.stop())));

for (const transport of ['polling', 'websocket']) {
  test(`4.8.4 ${transport}: messages before, meanwhile and after come once and in order, at one server after the other`, async () => {
    const speaker = await connect(servers[2].url);
    const client = await connect(servers[0].url, { transport, reconnection: true, reconnectionDelay: 100, reconnectionDelayMax: 100 });
    const [heard, { id }] = [[], client.socket];
    client.socket.on('said', (_, text) => heard.push(text));
    await until(async () => (await speaker.ask('who'))[0].some(each => each.id === id), 'the servers to know the client');

    let last = 0;
    const speaking = setInterval(() => speaker.emit('say', String(++last)), 2);
    for (const server of [servers[1], servers[2], servers[0], servers[1]]) {
      await until(() => heard.length > 0 && heard.at(-1) > last - 20, 'the client to have caught up');
      client.socket.io.uri = server.url;
      client.socket.io.engine.close();
      await client.next('disconnect');
      await client.next('connect');
      assert.equal(client.socket.recovered, true);
      assert.equal(client.socket.id, id);
      assert.deepEqual((await client.ask('who'))[0].filter(each => each.id === id), [{ id, server: server.name }]);
    }
    clearInterval(speaking);

    await until(() => heard.at(-1) === String(last), 'the last message');
    assert.deepEqual(heard.map(Number), Array.from({ length: heard.length }, (_, n) => last - heard.length + 1 + n));
    [speaker, client].forEach(each => each.close());
  });
}
