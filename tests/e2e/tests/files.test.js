// Files between people who are online: binary events, from clients of Engine.IO 3 and 4, to those that asked, at both servers.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { moveTo, tear } from '../harness/moving-client.js';
import { scenario, sharedMesh } from '../harness/scenario.js';
import { until } from '../harness/wait.js';

const mesh = sharedMesh(2);
const largest = 256 * 1024;

/** A client, and the files that it got. */
async function client(s, server, user, { files = true, ...options } = {}) {
  const one = await s.client(server, options);
  one.files = [];
  one.socket.on('file', file => one.files.push(file));
  const identity = files ? { user, files } : user;
  await one.identify(identity, user);
  Object.assign(one, { user });
  one.socket.on('connect', () => one.socket.emit('identify', identity));
  return one;
}

const send = (from, to, name, data, more = {}) => from.ask('file', { ...to, name, type: 'image/png', data, ...more });

const ways = ['2.5.0', '4.8.4'].flatMap(generation => ['polling', 'websocket'].map(mode => ({ generation, mode })));

for (const { generation, mode } of ways) {
  scenario(`${generation} ${mode}: a file comes whole to every client that asked, at both servers, and to nobody else`, { on: mesh }, async s => {
    const [here, there] = s.servers;
    const [anna, billy] = [s.name('anna'), s.name('billy')];
    const from = await client(s, here, anna, { generation, mode });
    const own = await client(s, there, anna);
    const deaf = await client(s, there, billy, { files: false });
    const receivers = [];
    for (const way of ways) for (const server of [here, there]) receivers.push(await client(s, server, billy, way));
    await from.reaches(billy, receivers.length + 1);
    const sizes = [1, 1000, largest];
    for (const size of sizes) {
      const data = randomBytes(size);
      const before = Date.now();
      const receipt = await send(from, { to: billy }, `Katze ${size}.png`, data, { id: `file-${size}`, size });
      assert.deepEqual(receipt, { id: `file-${size}`, delivered: receivers.length, servers: 2 });
      for (const one of [...receivers, own]) {
        await until(() => one.files.some(({ id }) => id === `file-${size}`), `${one.label} to have the file of ${size}`);
        const { data: got, at, ...rest } = one.files.at(-1);
        assert.deepEqual(rest, { from: anna, to: billy, id: `file-${size}`, name: `Katze ${size}.png`, type: 'image/png' });
        assert.ok(Buffer.isBuffer(got) && got.equals(data), `${one.label}: the bytes`);
        assert.ok(Math.abs(at - before) < 60_000);
      }
    }
    await from.sendWithAck(billy, 'the end');
    await deaf.message('the end');
    assert.deepEqual([deaf.files.length, from.files.length, own.files.length], [0, 0, sizes.length]);
  });
}

scenario('in a room: to the members that asked', { on: mesh }, async s => {
  const [here, there] = s.servers;
  const room = s.name('room');
  const from = await client(s, here, s.name('anna'));
  const to = await client(s, there, s.name('billy'), { generation: '2.5.0' });
  const deaf = await client(s, there, s.name('carl'), { files: false, generation: '1.4.5' });
  const outside = await client(s, there, s.name('dora'));
  for (const member of [from, to, deaf]) await member.join(room);
  const data = randomBytes(5000);
  await until(async () => (await send(from, { room }, 'a.png', data)).delivered === 1, 'the other server to be known');
  await until(() => to.files.length > 0, 'the file');
  assert.ok(to.files[0].data.equals(data));
  assert.equal(to.files[0].room, room);
  assert.equal((await send(outside, { room }, 'a.png', data)).error.code, 'not-in-room');
  await from.say(room, 'the end');
  await deaf.message('the end');
  assert.deepEqual([deaf.files.length, outside.files.length], [0, 0]);
});

scenario('what is no file is refused, and nothing comes of it; who is nowhere gets none', { on: mesh }, async s => {
  const [here, there] = s.servers;
  const from = await client(s, here, s.name('anna'));
  const to = await client(s, there, s.name('billy'));
  await from.reaches(to.user, 1);
  const data = randomBytes(10);
  const refusals = [
    ['too-large', 'a.png', randomBytes(largest + 1), {}],
    ['bad-file-name', '../a.png', data, {}],
    ['bad-file-name', 'a\u202egnp.exe', data, {}],
    ['bad-file-name', 'x'.repeat(256), data, {}],
    ['bad-file-type', 'a.png', data, { type: 'text/html; charset=utf-8' }],
    ['bad-file', 'a.png', 'text', {}],
    ['bad-file', 'a.png', Buffer.alloc(0), {}],
    ['bad-file', 'a.png', data, { size: 11 }],
    ['bad-file', 'a.png', data, { other: data }],
    ['wrong-from', 'a.png', data, { from: to.user }],
    ['bad-id', 'a.png', data, { id: 'a b' }],
  ];
  for (const [code, name, bytes, more] of refusals) {
    assert.equal((await send(from, { to: to.user }, name, bytes, more)).error?.code, code, `${name} ${JSON.stringify(more)}`);
  }
  assert.equal((await send(from, { to: s.name('nobody') }, 'a.png', data)).delivered, 0);
  const anonymous = await s.client(here);
  assert.equal((await send(anonymous, { to: to.user }, 'a.png', data)).error.code, 'not-identified');
  assert.equal((await send(from, { to: to.user }, 'last.png', data)).delivered, 1);
  await until(() => to.files.length > 0, 'the last');
  assert.deepEqual(to.files.map(({ name }) => name), ['last.png']);
});

scenario('a client that comes back has asked for files still, and gets none that it missed', { on: mesh }, async s => {
  const [here, there] = s.servers;
  const from = await client(s, here, s.name('anna'));
  const billy = s.name('billy');
  const to = await s.client(here);
  const files = [];
  to.socket.on('file', ({ name }) => files.push(name));
  await to.ask('identify', { user: billy, files: true }); // and not again as it is back
  await from.reaches(billy, 1);
  moveTo(to, there);
  to.socket.io.reconnection(false);
  tear(to);
  await to.whenDisconnected();
  const miss = async () => (await send(from, { to: billy }, 'missed.png', randomBytes(10))).delivered;
  await until(async () => await miss() === 0, 'its server to notice that it is gone');
  to.socket.connect();
  await to.whenConnected();
  assert.ok(to.socket.recovered);
  await until(async () => (await send(from, { to: billy }, 'late.png', randomBytes(10))).delivered === 1, 'the file to reach it');
  await until(() => files.length > 0, 'the file');
  assert.deepEqual([...new Set(files)], ['late.png']);
});

scenario('many files at once are too fast, and no message is for it', { on: mesh }, async s => {
  const [here, there] = s.servers;
  const from = await client(s, here, s.name('anna'));
  const to = await client(s, there, s.name('billy'));
  await from.reaches(to.user, 1);
  const data = randomBytes(largest);
  const answers = await Promise.all(Array.from({ length: 14 }, (_, n) => send(from, { to: to.user }, `${n}.png`, data)));
  const refused = answers.filter(answer => answer.error?.code === 'too-fast').length;
  const delivered = answers.filter(answer => answer.delivered === 1).length;
  assert.ok(refused >= 1 && delivered >= 10 && refused + delivered === 14, JSON.stringify(answers));
  assert.equal((await from.sendWithAck(to.user, 'a message')).delivered, 1);
  await until(() => to.files.length === delivered, 'all that were taken');
});
