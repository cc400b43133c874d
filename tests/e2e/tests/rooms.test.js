// Rooms: joined by clients of all generations at three servers, who hear each other there, who is there, and what they missed.
import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import { generations } from '../harness/clients.js';
import { moveTo, tear } from '../harness/moving-client.js';
import { asOperator, operated } from '../harness/options.js';
import { scenario, sharedMesh } from '../harness/scenario.js';
import { until } from '../harness/wait.js';

const mesh = sharedMesh(3);

const texts = (client, room) => client.messages.filter(im => im.room === room).map(im => im.text);
const numbers = (count, first = 0) => Array.from({ length: count }, (_, n) => `${first + n}`);

/** A user at each server in turn, in the room. */
async function members(s, room, count, options = () => ({})) {
  const all = await Promise.all(Array.from({ length: count }, (_, n) =>
    s.client(s.servers[n % s.servers.length], { user: s.name(`member${n}`), ...options(n) })));
  for (const member of all) assert.equal((await member.join(room)).room, room);
  return all;
}

/** What each client's page would show by what it was told, kept up to date: [names of each]. */
function inStep(...clients) {
  const shown = clients.map(() => []);
  for (const [n, client] of clients.entries()) {
    client.socket.on('members', ({ list, joined = [], left = [] }) => {
      const names = list ?? [...shown[n].filter(name => !left.includes(name)), ...joined].sort();
      shown[n].splice(0, Infinity, ...names);
    });
  }
  return shown;
}

scenario('what is said in a room comes once to each of its members, of every generation, and to nobody else', { on: mesh }, async s => {
  const room = s.name('room');
  const all = await members(s, room, 10, n => ({ generation: generations[n % 5], mode: n < 5 ? 'websocket' : 'polling' }));
  const outside = await s.client(s.servers[0], { user: s.name('outside') });
  const phone = await s.client(s.servers[1], { user: all[0].user }); // of a member, but not in the room
  for (const [n, member] of all.entries()) {
    const receipt = await member.say(room, `from ${n}`);
    assert.deepEqual([receipt.delivered, receipt.servers], [9, 3], 'all but oneself');
    for (const other of all) {
      const im = await other.message(`from ${n}`);
      assert.deepEqual([im.from, im.room, im.to, im.id], [member.user, room, undefined, receipt.id]);
    }
  }
  for (const member of all) assert.equal(texts(member, room).length, 10);
  await outside.sendWithAck(phone.user, 'the last');
  await phone.message('the last');
  assert.deepEqual([...texts(outside, room), ...texts(phone, room)], []);
});

scenario('nobody writes to, or hears of, a room that they are not in', { on: mesh }, async s => {
  const room = s.name('room');
  const [inside] = await members(s, room, 1);
  const outside = await s.client(s.servers[1], { user: s.name('outside') });
  assert.equal((await outside.say(room, 'let me in')).error.code, 'not-in-room');
  assert.equal((await outside.ask('members', { room })).error.code, 'not-in-room');
  assert.equal((await outside.ask('leave', { room })).error.code, 'not-in-room');
  outside.emit('im', { room, text: 'without an ack' });
  assert.deepEqual((({ event, code }) => [event, code])(await outside.next('rejected')), ['im', 'not-in-room']);
  assert.equal((await inside.say(room, 'in another name', { from: outside.user })).error.code, 'wrong-from');
  assert.equal((await inside.ask('im', { room, to: outside.user, text: 'both' })).error.code, 'bad-message');
  for (const bad of ['', 'x'.repeat(65), 'a\nb', 7, null]) assert.equal((await inside.join(bad)).error.code, 'bad-room');
  assert.equal((await inside.ask('leave', { room })).members, 0);
  assert.equal((await inside.say(room, 'gone')).error.code, 'not-in-room');
  const stranger = await s.client(s.servers[0]);
  assert.equal((await stranger.join(room)).error.code, 'not-identified');
});

scenario('a connection is in a hundred rooms at most', { on: mesh }, async s => {
  const member = await s.client(s.servers[0], { user: s.name('joiner') });
  const answers = [];
  for (let n = 0; n < 101; n++) answers.push(await member.join(`many-${n}`).then(async answer => answer.error?.code === 'too-fast' ? member.join(`many-${n}`) : answer));
  assert.deepEqual(answers.filter(answer => answer.error === undefined).length, 100);
  assert.equal(answers[100].error.code, 'too-many-rooms');
});

scenario('who is in a room is told as a list, as changes, or not at all', { on: mesh }, async s => {
  const room = s.name('room');
  const [lists, changes, none] = await members(s, room, 3);
  const all = [lists, changes, none].map(client => client.user).sort();
  const shown = inStep(lists, changes);
  await lists.ask('members', { room });
  await changes.ask('members', { room, mode: 'changes' });
  await none.ask('members', { room, mode: 'none' });
  await until(() => shown.every(names => names.join() === all.join()), 'all three');
  const late = await s.client(s.servers[2], { user: s.name('late') });
  await late.join(room);
  const second = await s.client(s.servers[0], { user: late.user }); // a member is told once, however many connections are there
  await second.join(room);
  await until(() => shown.every(names => names.join() === [...all, late.user].sort().join()), 'the fourth');
  second.close();
  late.close();
  await until(() => shown.every(names => names.join() === all.join()), 'three again');
  assert.deepEqual(await changes.next('members', told => told.left?.length > 0), { room, joined: [], left: [late.user] });
  const heard = none.history.filter(line => line.includes(' members ') && !line.includes('->'));
  assert.deepEqual(heard, []);
});

scenario('a member that comes back, at whichever server, has its rooms and what was said there, once and in order', { on: mesh }, async s => {
  const room = s.name('room');
  const [writer, member] = await members(s, room, 2);
  const [, two, three] = s.servers;
  for (const text of numbers(3)) await writer.say(room, text);
  let sent = 3;
  for (const next of [three, two, two, s.servers[0]]) {
    moveTo(member, next, ...s.servers);
    tear(member);
    await member.whenDisconnected();
    for (const text of numbers(4, sent)) await writer.say(room, text);
    sent += 4;
    await member.whenConnected();
    assert.ok(member.socket.recovered);
    await writer.say(room, `${sent++}`);
    await until(() => texts(member, room).length >= sent, `${sent} messages`);
    assert.deepEqual(texts(member, room), numbers(sent));
  }
  assert.equal((await member.say(room, 'still in it')).delivered, 1);
});

scenario('old clients come back to their rooms by their offset', { on: mesh }, async s => {
  const room = s.name('room');
  const [writer] = await members(s, room, 1);
  const user = s.name('old');
  const before = await s.client(s.servers[1], { generation: '2.5.0', reconnection: false });
  await before.ask('identify', { user, since: null });
  await before.join(room);
  await writer.say(room, '0');
  await before.message('0');
  tear(before);
  await before.whenDisconnected();
  await writer.say(room, '1');
  const after = await s.client(s.servers[2], { generation: '1.4.5' });
  const answer = await after.ask('identify', { user, since: before.offset });
  assert.deepEqual([answer.complete, answer.rooms], [true, [room]]);
  await after.message('1');
  await writer.say(room, '2');
  await after.message('2');
  assert.deepEqual(texts(after, room), ['1', '2']);
});

scenario('a message to a room that is sent again by its id comes once', { on: mesh }, async s => {
  const room = s.name('room');
  const [writer, reader] = await members(s, room, 2);
  const again = await s.client(s.servers[2], { user: writer.user });
  await again.join(room);
  const receipt = await writer.say(room, 'once', { id: 'the-same' });
  assert.deepEqual(await writer.say(room, 'once', { id: 'the-same' }), receipt);
  await again.say(room, 'once', { id: 'the-same' });
  await writer.say(room, 'last');
  await reader.message('last');
  assert.deepEqual(texts(reader, room), ['once', 'last']);
});

scenario('an operator closes a room at all servers, and opens it again', async s => {
  const [one, two] = await s.mesh(2, operated);
  const room = 'shut';
  const here = await s.client(one, { user: 'Anna' });
  const there = await s.client(two, { user: 'Billy' });
  await here.join(room);
  await there.join(room);
  const post = (path, body) => fetch(`${one.url}${path}`, { method: 'POST', headers: asOperator, body: JSON.stringify(body) });
  assert.equal((await fetch(`${one.url}/api/rooms/close`, { method: 'POST', body: '{}' })).status, 401);
  assert.equal((await post('/api/rooms/close', { room: '' })).status, 400);
  // A server that was just not to be reached is told once it is linked again, or when the operator asks again.
  await until(async () =>
    isDeepStrictEqual(await (await post('/api/rooms/close', { room })).json(), { servers: [one.id, two.id], unreached: [] }),
    'both servers to close the room');
  for (const client of [here, there]) {
    assert.deepEqual(await client.next('left'), { room, code: 'room-closed' });
    assert.equal((await client.say(room, 'anybody?')).error.code, 'not-in-room');
    assert.equal((await client.join(room)).error.code, 'room-closed');
  }
  assert.equal((await post('/api/rooms/open', { room })).status, 200);
  assert.equal((await here.join(room)).members, 1);
});
