// Every generation of client over every transport: what a chat needs from beginning to end.
import assert from 'node:assert/strict';
import { generations, kinds, modes } from '../harness/clients.js';
import { scenario, sharedMesh } from '../harness/scenario.js';

const mesh = sharedMesh(2);

/** A client of another generation, over another transport. */
function partnerOf({ generation, mode }) {
  const next = (all, one) => all[(all.indexOf(one) + 1) % all.length];
  return { generation: next(generations, generation), mode: next(modes, mode) };
}

for (const kind of kinds) {
  const title = `${kind.generation} ${kind.mode}`;

  scenario(`${title}: identifies and gets the list, sorted, with the users of both servers`, { on: mesh }, async s => {
    const [here, there] = s.servers;
    const [zoe, adam] = [s.name('Zoe'), s.name('adam')];
    const other = await s.client(there, { user: zoe });
    const client = await s.client(here, { ...kind, user: adam });

    const list = await client.listWith(zoe, adam);
    assert.deepEqual(list, [...new Set(list)].sort());
    await other.listWith(zoe, adam);
    assert.equal(client.transport, kind.mode === 'polling' ? 'polling' : 'websocket');
  });

  scenario(`${title}: chats with ${Object.values(partnerOf(kind)).join(' ')} on another server`, { on: mesh }, async s => {
    const [here, there] = s.servers;
    const [anna, billy] = [s.name('Anna'), s.name('Billy')];
    const client = await s.client(here, { ...kind, user: anna });
    const partner = await s.client(there, { ...partnerOf(kind), user: billy });
    await client.listWith(billy);
    await partner.listWith(anna);

    const sent = Date.now();
    const ack = await client.sendWithAck(billy, 'hello');
    assert.deepEqual({ delivered: ack.delivered, servers: ack.servers, error: ack.error }, { delivered: 1, servers: 1, error: undefined });
    const there1 = await partner.message('hello');
    const here1 = await client.message('hello');
    assert.deepEqual(there1, here1, 'sender and recipient get the same');
    assert.deepEqual({ ...there1, at: 0 }, { from: anna, to: billy, text: 'hello', forwarded: false, id: ack.id, at: 0 });
    assert.ok(Math.abs(there1.at - sent) < 60_000, `at is in ms since 1970: ${there1.at}`);

    partner.send(anna, 'hello yourself');
    const back = await client.message('hello yourself');
    assert.equal(back.from, billy);
    await partner.message('hello yourself');
    assert.deepEqual([client.count('hello'), partner.count('hello'), client.count('hello yourself')], [1, 1, 1]);
  });

  scenario(`${title}: a disconnect shows in the lists`, { on: mesh }, async s => {
    const [here, there] = s.servers;
    const user = s.name();
    const watcher = await s.client(there, { user: s.name('watcher') });
    const client = await s.client(here, { ...kind, user });
    await watcher.listWith(user);
    client.close();
    await watcher.listWithout(user);
  });

  scenario(`${title}: reconnects after its connection broke, identifies again and chats on`, { on: mesh }, async s => {
    const [here, there] = s.servers;
    const [user, friend] = [s.name(), s.name('friend')];
    const watcher = await s.client(there, { user: friend });
    const client = await s.client(here, { ...kind, user });
    await watcher.listWith(user);
    const firstId = client.socket.id;

    client.engine.close();
    await client.whenDisconnected();
    await client.whenConnected();
    if (kind.generation === '4.8.4') assert.ok(client.socket.recovered && client.socket.id === firstId, 'its session went on');
    else assert.notEqual(client.socket.id, firstId);
    await client.listWith(user, friend);
    await watcher.listWith(user);
    await client.sendWithAck(friend, 'back again');
    await watcher.message('back again');
  });
}
