// One person on many connections and servers: everything once per connection, everything in step.
import assert from 'node:assert/strict';
import { scenario, sharedMesh } from '../harness/scenario.js';

const mesh = sharedMesh(3);
const onThree = [{ generation: '1.4.5', mode: 'polling' }, { generation: '2.5.0', mode: 'websocket' }, { generation: '4.8.4', mode: 'upgraded' }];

async function personOnThreeServers(s, stem) {
  const user = s.name(stem);
  const devices = await Promise.all(s.servers.map((server, n) => s.client(server, { ...onThree[n], user })));
  for (const device of devices) await device.reaches(user, 3);
  return { user, devices };
}

scenario('a user on three servers gets each message once per connection, from wherever it comes', { on: mesh }, async s => {
  const { user, devices } = await personOnThreeServers(s, 'Traveller');
  const second = await s.client(s.servers[1], { user }); // and a second connection to one of them
  for (const server of s.servers) {
    const friend = await s.client(server, { user: s.name('friend') });
    await friend.listWith(user);
    await friend.reaches(user, 4);
    const ack = await friend.sendWithAck(user, `from ${server.id}`);
    assert.deepEqual([ack.delivered, ack.servers], [4, 3]);
    const copies = await Promise.all([...devices, second].map(device => device.message(`from ${server.id}`)));
    for (const copy of copies) assert.deepEqual(copy, copies[0], 'the same message everywhere, id and time too');
    await friend.message(`from ${server.id}`);
  }
  for (const device of [...devices, second]) {
    for (const server of s.servers) assert.equal(device.count(`from ${server.id}`), 1);
  }
});

scenario('what one device sends, all devices of the sender show, once', { on: mesh }, async s => {
  const { devices } = await personOnThreeServers(s, 'Sender');
  const friend = await s.client(s.servers[2], { user: s.name('friend') });
  await Promise.all(devices.map(device => device.listWith(friend.user)));
  for (const [n, device] of devices.entries()) {
    const ack = await device.sendWithAck(friend.user, `from device ${n}`);
    assert.deepEqual([ack.delivered, ack.servers], [1, 1], 'only the recipient\'s connections count');
    await Promise.all([friend, ...devices].map(client => client.message(`from device ${n}`)));
  }
  for (const client of [friend, ...devices]) {
    assert.deepEqual(devices.map((_, n) => client.count(`from device ${n}`)), [1, 1, 1]);
  }
});

scenario('a user leaves the lists with the last connection only', { on: mesh }, async s => {
  const { user, devices } = await personOnThreeServers(s, 'Leaver');
  const watcher = await s.client(s.servers[0], { user: s.name('watcher') });
  await watcher.listWith(user);
  const lists = [];
  watcher.socket.on('update_client', ({ list }) => lists.push(list));
  for (const left of [2, 1]) {
    devices[left].close();
    await watcher.reaches(user, left);
  }
  assert.deepEqual(lists.filter(list => !list.includes(user)), []);
  devices[0].close();
  await watcher.listWithout(user);
});

scenario('messages from one connection arrive in the order sent, on every device', { on: mesh }, async s => {
  const { user, devices } = await personOnThreeServers(s, 'Reader');
  const writer = await s.client(s.servers[0], { user: s.name('writer') });
  await writer.listWith(user);
  await writer.reaches(user, 3);
  const expected = Array.from({ length: 500 }, (_, n) => `line ${n}`);
  for (const text of expected) writer.send(user, text);
  for (const device of [writer, ...devices]) {
    await device.message(expected.at(-1));
    assert.deepEqual(device.messages.map(im => im.text).filter(text => text.startsWith('line ')), expected);
  }
});
