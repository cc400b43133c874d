// Signals: read marks, typing and the like between clients, which only those get that asked for them.
import assert from 'node:assert/strict';
import { generations } from '../harness/clients.js';
import { moveTo, tear } from '../harness/moving-client.js';
import { scenario, sharedMesh } from '../harness/scenario.js';
import { until } from '../harness/wait.js';

const mesh = sharedMesh(2);

/** A client, the signals that it got, in order, and the names of all events that it did. */
async function client(s, server, user, { signals = false, generation = '4.8.4', ...options } = {}) {
  const one = await s.client(server, { generation, ...options });
  one.signals = [];
  one.socket.on('signal', signal => one.signals.push(signal));
  await one.identify(signals ? { user, signals: true } : user, user);
  one.user = user;
  return one;
}

const signal = (from, to, kind, text = '', extra = {}) => from.sendWithAck(to, text, { kind, ...extra });
const kinds = one => one.signals.map(({ kind, text }) => `${kind} ${text}`);

scenario('a signal reaches those that asked, at both servers, the sender\'s other devices among them, and says who and when', { on: mesh }, async s => {
  const [here, there] = s.servers;
  const [anna, billy] = [s.name('anna'), s.name('billy')];
  const from = await client(s, here, anna, { signals: true });
  const phone = await client(s, there, anna, { signals: true });
  const old = await client(s, there, anna);
  const to = await client(s, there, billy, { signals: true });
  const deaf = await client(s, here, billy);
  await from.reaches(billy, 2);

  const receipt = await signal(from, billy, 'typing', '', { id: 'sig-1' });
  assert.deepEqual(receipt, { id: 'sig-1', delivered: 1, servers: 1 });
  for (const one of [from, phone, to]) {
    await until(() => one.signals.length === 1, 'the signal');
    const { at, ...rest } = one.signals[0];
    assert.deepEqual(rest, { from: anna, to: billy, kind: 'typing', text: '', id: 'sig-1' });
    assert.ok(Math.abs(at - Date.now()) < 60_000);
  }
  assert.deepEqual(await signal(from, billy, 'typing', '', { id: 'sig-1' }), receipt, 'a repetition has the same answer');
  await from.sendWithAck(billy, 'the end');
  for (const one of [from, phone, old, to, deaf]) await one.message('the end');
  assert.deepEqual([from, phone, old, to, deaf].map(one => one.signals.length), [1, 1, 0, 1, 0]);
});

scenario('clients of every generation that did not ask never see one, nor anything else that is new', { on: mesh }, async s => {
  const [here, there] = s.servers;
  const from = await client(s, here, s.name('anna'), { signals: true });
  const seen = [];
  const all = [];
  for (const [n, generation] of generations.entries()) {
    for (const mode of ['polling', 'websocket']) {
      const one = await client(s, n % 2 === 0 ? here : there, s.name('old'), { generation, mode });
      const original = one.socket.onevent;
      one.socket.onevent = function (packet) { // whatever comes, whoever listens
        seen.push(packet.data[0]);
        original.call(this, packet);
      };
      all.push(one);
    }
  }
  const room = s.name('room');
  assert.equal((await from.join(room)).room, room);
  for (const one of all) await one.join(room);
  for (const one of all) {
    await from.reaches(one.user, 1);
    for (const kind of ['typing', 'read', 'edit']) assert.equal((await signal(from, one.user, kind, 'x')).delivered, 0);
    await signal(one, from.user, 'from-old', 'they may send one');
  }
  assert.equal((await from.say(room, 'x', { kind: 'typing' })).delivered, 0);
  await from.say(room, 'the last');
  for (const one of all) await one.message('the last');
  assert.deepEqual([...new Set(seen)].filter(event => !['im', 'update_client', 'identified'].includes(event)), []);
  await until(() => kinds(from).filter(text => text.startsWith('from-old')).length === all.length, 'what the old ones sent');
});

scenario('in a room: members that asked hear it, in order with what is said', { on: mesh }, async s => {
  const [here, there] = s.servers;
  const room = s.name('room');
  const from = await client(s, here, s.name('anna'), { signals: true });
  const [to, deaf, outside] = [await client(s, there, s.name('billy'), { signals: true }), await client(s, there, s.name('carl')),
    await client(s, there, s.name('dora'), { signals: true })];
  for (const member of [from, to, deaf]) await member.join(room);
  const order = [];
  to.socket.on('im', ({ text }) => order.push(text));
  to.socket.on('signal', ({ kind, text }) => order.push(`${kind} ${text}`));
  for (let n = 0; n < 20; n++) {
    assert.equal((await from.say(room, `${n}`, { kind: 'typing' })).delivered, 1);
    assert.equal((await from.say(room, `${n}`)).delivered, 2);
  }
  await deaf.message('19');
  await until(() => order.length === 40, 'all forty');
  assert.deepEqual(order, Array.from({ length: 20 }, (_, n) => [`typing ${n}`, `${n}`]).flat());
  assert.deepEqual([deaf.signals.length, outside.signals.length, from.signals.length], [0, 0, 20]);
  assert.equal((await outside.say(room, 'x', { kind: 'typing' })).error.code, 'not-in-room');
});

for (const place of ['the same server', 'another server']) {
  scenario(`a client that comes back at ${place} gets what it missed, signals if it asked, by socket.recovered`, { on: mesh }, async s => {
    const [here, there] = s.servers;
    const from = await client(s, there, s.name('anna'), { signals: true });
    const billy = s.name('billy');
    const to = await client(s, here, billy, { signals: true });
    const deaf = await client(s, here, s.name('carl'));
    delete to.user; // so that it does not identify again: its session tells what it asked for
    await from.reaches(billy, 1);
    await from.reaches(deaf.user, 1);
    for (const one of [to, deaf]) {
      if (place === 'another server') moveTo(one, there);
      tear(one);
      await one.whenDisconnected();
    }
    for (let n = 0; n < 3; n++) {
      await signal(from, billy, 'read', `${n}`);
      await signal(from, deaf.user, 'read', `${n}`);
      await from.sendWithAck(billy, `${n}`);
      await from.sendWithAck(deaf.user, `${n}`);
    }
    for (const one of [to, deaf]) {
      await one.whenConnected();
      await one.message('2');
      assert.ok(one.socket.recovered);
    }
    await signal(from, billy, 'read', 'live');
    await until(() => to.signals.length === 4, 'the signals');
    assert.deepEqual(kinds(to), ['read 0', 'read 1', 'read 2', 'read live']);
    assert.deepEqual(deaf.signals, []);
  });
}

scenario('a client that comes back by since gets the signals that it missed, if it asks, and is complete either way', { on: mesh }, async s => {
  const [here, there] = s.servers;
  const from = await client(s, here, s.name('anna'), { signals: true });
  for (const signals of [true, false]) {
    const user = s.name('billy');
    const before = await s.client(here, { generation: '2.5.0', reconnection: false });
    await before.identify({ user, since: null, signals }, user);
    await from.reaches(user, 1);
    await before.message('probe');
    const { offset } = before;
    before.engine.close();
    await before.whenDisconnected();
    for (let n = 0; n < 3; n++) await signal(from, user, 'read', `${n}`);
    await from.sendWithAck(user, 'text');

    const after = await s.client(there, { generation: '2.5.0' });
    const got = [];
    after.socket.on('signal', ({ text }) => got.push(text));
    const answer = await after.ask('identify', { user, since: offset, signals });
    assert.deepEqual([answer.complete, answer.signals], [true, signals ? true : undefined]);
    await after.message('text');
    assert.deepEqual(got, signals ? ['0', '1', '2'] : []);
  }
});

scenario('what is no signal is refused, and a person who types is never too fast', { on: mesh }, async s => {
  const [here, there] = s.servers;
  const from = await client(s, here, s.name('anna'), { signals: true });
  const to = await client(s, there, s.name('billy'), { signals: true });
  await from.reaches(to.user, 1);
  for (const kind of ['', 'Typing', 'a b', 'x'.repeat(33), 7, {}]) {
    assert.equal((await signal(from, to.user, kind)).error.code, 'bad-kind', JSON.stringify(kind));
  }
  assert.equal((await from.ask('im', { from: to.user, to: from.user, kind: 'typing', text: '' })).error.code, 'wrong-from');
  const answers = await Promise.all(Array.from({ length: 200 }, (_, n) => signal(from, to.user, 'typing', `${n}`)));
  assert.ok(answers.every(answer => answer.delivered === 1));
  await until(() => to.signals.length === 200, 'all of them');
  assert.deepEqual(to.signals.map(({ text }) => text), answers.map((_, n) => `${n}`));
});
