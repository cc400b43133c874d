// Clients that lose their connection and come back: to the same server, to another, and old ones by the last message they saw.
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { scenario, sharedMesh } from '../harness/scenario.js';
import { moveTo, tear } from '../harness/moving-client.js';
import { shortPings } from '../harness/options.js';
import { byTokens, token } from '../harness/tokens.js';
import { until } from '../harness/wait.js';

const mesh = sharedMesh(3);
const known = sharedMesh(3, byTokens); // the servers know who clients are

const texts = client => client.messages.map(message => message.text);

/** Sends numbered messages, each after the ack of the one before; returns the acks. */
async function sendAll(from, to, count, first = 0) {
  const acks = [];
  for (let n = first; n < first + count; n++) acks.push(await from.sendWithAck(to, `${n}`, { id: `${from.user}-${to}-${n}` }));
  return acks;
}

const numbers = (count, first = 0) => Array.from({ length: count }, (_, n) => `${first + n}`);

/** How many links were given up because a server was silent for 5 s, as it is when a busy machine does not let it run. */
const silences = servers => servers.flatMap(server => server.lines()).filter(line => line.includes('HeartbeatTimeout')).length;

scenario('back at the same server: nothing missed, nothing twice, never off the list', { on: mesh }, async s => {
  const [one, two] = s.servers;
  const [anna, billy] = [s.name('anna'), s.name('billy')];
  const from = await s.client(two, { user: anna });
  const to = await s.client(one, { user: billy });
  await from.listWith(billy);
  const seen = [];
  const before = silences(s.servers);
  from.socket.on('update_client', ({ list }) => seen.push(list.includes(billy)));
  await sendAll(from, billy, 3);
  const id = to.socket.id;
  tear(to);
  await to.whenDisconnected();
  const acks = await sendAll(from, billy, 5, 3);
  await to.whenConnected();
  acks.push(...await sendAll(from, billy, 2, 8));
  await until(() => to.messages.length >= 10, 'all ten');
  assert.deepEqual(texts(to), numbers(10));
  assert.ok(to.socket.recovered);
  assert.equal(to.socket.id, id);
  assert.deepEqual(acks.map(ack => ack.delivered), acks.map(() => 1));
  const lines = () => s.servers.map(server => server.lines(12).join('\n')).join('\n\n');
  assert.ok(!seen.includes(false) || silences(s.servers) > before, `it was announced as gone\n${lines()}`);
});

for (const ways of ['one', 'many']) {
  scenario(`back at another server: the session goes there, with what came meanwhile, ${ways} times`, { on: mesh }, async s => {
    const [one, two, three] = s.servers;
    const [anna, billy] = [s.name('anna'), s.name('billy')];
    const from = await s.client(three, { user: anna });
    const to = await s.client(one, { user: billy });
    await from.listWith(billy);
    await sendAll(from, billy, 1);
    const moves = ways === 'one' ? [two] : [two, three, one, two];
    let sent = 1;
    for (const server of moves) {
      await until(() => to.messages.length === sent, `${sent} messages`);
      moveTo(to, server);
      tear(to);
      await to.whenDisconnected();
      await sendAll(from, billy, 3, sent);
      await to.whenConnected();
      assert.ok(to.socket.recovered);
      await sendAll(from, billy, 3, sent + 3);
      sent += 6;
    }
    await until(() => to.messages.length >= sent, 'all of them');
    assert.deepEqual(texts(to), numbers(sent));
    await from.reaches(billy, 1); // no server holds more of it than there is
  });
}

scenario('back at another server while messages never cease: none lost, none twice, order kept', { on: mesh }, async s => {
  const [one, two, three] = s.servers;
  const billy = s.name('billy');
  const senders = await Promise.all([one, two, three].map(server => s.client(server, { user: s.name('sender') })));
  const to = await s.client(one, { user: billy });
  await Promise.all(senders.map(sender => sender.listWith(billy)));
  let going = true;
  const acked = senders.map(() => []);
  const sending = senders.map(async (sender, index) => {
    for (let n = 0; going; n++) {
      const ack = await sender.sendWithAck(billy, JSON.stringify([index, n]));
      if (ack.delivered > 0) acked[index].push(n);
    }
  });
  for (const server of [two, three, one, two]) {
    const before = to.messages.length;
    await until(() => to.messages.length > before + 50, 'messages');
    moveTo(to, server);
    tear(to);
    await to.whenDisconnected();
    await to.whenConnected();
    assert.ok(to.socket.recovered);
  }
  going = false;
  await Promise.all(sending);
  const count = () => to.messages.length;
  const missing = () => acked.flatMap((list, index) => {
    const had = new Set(arrived(to, index));
    return list.filter(n => !had.has(n)).map(n => `${index}-${n}`);
  });
  await until(() => missing().length === 0, 'all that was acknowledged').catch(() => { throw new Error(`lost: ${missing()} of ${count()}`); });
  senders.forEach((_, index) => {
    const had = arrived(to, index);
    assert.deepEqual(had, [...had].sort((a, b) => a - b), 'order');
    assert.equal(new Set(had).size, had.length, 'twice');
  });
});

const arrived = (client, sender) => client.messages.map(({ text }) => JSON.parse(text)).filter(([index]) => index === sender).map(([, n]) => n);

/** A 1.7.4 client at the first server, which has had some messages from the third, and then lost its connection. */
async function lostOldClient(s, had) {
  const [one, , three] = s.servers;
  const [anna, billy] = [s.name('anna'), s.name('billy')];
  const from = await s.client(three, { user: anna });
  const old = await s.client(one, { generation: '1.7.4', reconnection: false });
  old.emit('identify', { user: billy, since: null });
  await old.next('identified');
  const secret = old.offset;
  await from.listWith(billy);
  await sendAll(from, billy, had);
  await until(() => old.messages.length === had, `${had} messages`);
  tear(old);
  await old.whenDisconnected();
  return { from, billy, since: old.messages.at(-1).id, secret, offset: old.offset };
}

for (const where of ['the same server', 'another server']) {
  scenario(`a 1.7.4 client that identifies with since gets what it missed, at ${where}`, { on: mesh }, async s => {
    const [one, two] = s.servers;
    const { from, billy, since, secret } = await lostOldClient(s, 3);
    const acks = await sendAll(from, billy, 4, 3);
    assert.deepEqual(acks.map(ack => ack.delivered), [1, 1, 1, 1]);
    const back = await s.client(where === 'another server' ? two : one, { generation: '1.7.4' });
    back.emit('identify', { user: billy, since, secret });
    await until(() => back.messages.length >= 4, 'what it missed');
    await sendAll(from, billy, 2, 7);
    await until(() => back.messages.length >= 6, 'what came after');
    assert.deepEqual(texts(back), numbers(6, 3));
    await from.reaches(billy, 1);
  });
}

scenario('a 1.7.4 client whose server stands still has what it missed, by its offset, from who sent it', { on: mesh }, async s => {
  const [one, two] = s.servers;
  const { from, billy, offset } = await lostOldClient(s, 2);
  const acks = await sendAll(from, billy, 2, 2);
  assert.deepEqual(acks.map(ack => ack.delivered), [1, 1]);
  one.pause();
  let back;
  try {
    back = await s.client(two, { generation: '1.7.4' });
    back.emit('identify', { user: billy, since: offset });
    await until(() => back.messages.length >= 2, 'what it missed', { limit: 10_000 });
  } finally {
    one.resume();
  }
  await sendAll(from, billy, 2, 4);
  await until(() => back.messages.length >= 4, 'what came after');
  assert.deepEqual(texts(back), numbers(4, 2));
});

scenario('a 1.7.4 client that names a message which no server has is told that it may have missed some', { on: mesh }, async s => {
  const client = await s.client(s.servers[0], { generation: '1.7.4' });
  const answer = await client.ask('identify', { user: s.name('billy'), since: 'never-sent' });
  assert.equal(answer.complete, false);
});

for (const how of ['one by one', 'together']) scenario(`two 1.7.4 clients of one user, lost together and back ${how}, get what they missed each`, { on: known }, async s => {
  const [one, two, three] = s.servers;
  const [anna, billy] = [s.name('anna'), s.name('billy')];
  const from = await s.client(three, { user: anna, settings: { auth: { token: token(anna) } } });
  const settings = { query: `token=${token(billy)}` };
  const devices = [];
  for (let n = 0; n < 2; n++) {
    const device = await s.client(one, { generation: '1.7.4', reconnection: false, settings });
    device.emit('identify', { user: billy, since: null });
    devices.push(device);
  }
  await from.reaches(billy, 2);
  const since = await from.sendWithAck(billy, 'since');
  await Promise.all(devices.map(device => device.message('since')));
  for (const device of devices) {
    tear(device);
    await device.whenDisconnected();
  }
  await sendAll(from, billy, 2);
  const backs = [];
  for (const server of how === 'together' ? [two, two] : [two, one]) {
    const back = await s.client(server, { generation: '1.7.4', settings });
    backs.push(back);
    if (how === 'together') continue;
    back.emit('identify', { user: billy, since: since.id });
    await until(() => back.messages.length >= 2, 'what it missed');
  }
  if (how === 'together') for (const back of backs) back.emit('identify', { user: billy, since: since.id });
  await Promise.all(backs.map(back => until(() => back.messages.length >= 2, 'what it missed')));
  await sendAll(from, billy, 2, 2);
  await Promise.all(backs.map(back => until(() => back.messages.length >= 4, 'what came after')));
  for (const back of backs) assert.deepEqual(texts(back), numbers(4));
});

scenario('a 1.7.4 client that does not ask for it is gone when its connection is', { on: mesh }, async s => {
  const [one, two] = s.servers;
  const from = await s.client(two, { user: s.name('anna') });
  const old = await s.client(one, { generation: '1.7.4', user: s.name('billy'), reconnection: false });
  await from.listWith(old.user);
  tear(old);
  await from.listWithout(old.user);
  assert.equal((await from.sendWithAck(old.user, 'too late')).delivered, 0);
});

scenario('what a client watches is watched on after it has moved', { on: mesh }, async s => {
  const [one, two] = s.servers;
  const [anna, billy] = [s.name('anna'), s.name('billy')];
  const watcher = await s.client(one);
  watcher.emit('identify', { user: anna, presence: 'watched' });
  await watcher.ask('watch', [billy]);
  assert.deepEqual(await watcher.next('presence'), { joined: [], left: [billy] });
  moveTo(watcher, two);
  tear(watcher);
  await watcher.whenDisconnected();
  await watcher.whenConnected();
  assert.ok(watcher.socket.recovered);
  const client = await s.client(one, { user: billy });
  await watcher.next('presence', ({ joined }) => joined.includes(billy));
  client.close();
  await watcher.next('presence', ({ left }) => left.includes(billy));
});

scenario('back at another server while its own stands still: what that one had comes when it is heard again, and it keeps no session', async s => {
  const [one, two, three] = await s.mesh(3, [...shortPings, '--session-window', '20000']);
  const anna = await s.client(three, { user: 'Anna' });
  const billy = await s.client(one, { user: 'Billy' });
  await Promise.all([anna.listWith('Billy'), billy.listWith('Anna')]); // both links between them are up
  await sendAll(anna, 'Billy', 2);
  await until(() => billy.messages.length === 2, 'two messages');
  moveTo(billy, two);
  billy.socket.io.reconnection(false); // not before the server stands still
  tear(billy);
  await billy.whenDisconnected();
  const acks = await sendAll(anna, 'Billy', 2, 2); // they wait with the session
  assert.deepEqual(acks.map(ack => ack.delivered), [1, 1]);
  one.pause();
  billy.socket.connect();
  await billy.whenConnected();
  assert.ok(!billy.socket.recovered, 'nobody could tell');
  await anna.reaches('Billy', 1);
  one.resume();
  await until(() => billy.messages.filter(({ text }) => text !== 'probe').length === 4, 'what the frozen server had');
  await anna.reaches('Billy', 1);
  assert.deepEqual(texts(billy).filter(text => text !== 'probe'), numbers(4));
});
