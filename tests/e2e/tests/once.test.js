// Messages that are sent again, because nobody knows what became of them, arrive once and get the same answer.
import assert from 'node:assert/strict';
import { extremes } from '../harness/clients.js';
import { scenario, sharedMesh } from '../harness/scenario.js';
import { Swallower } from '../harness/swallower.js';
import { until } from '../harness/wait.js';

const mesh = sharedMesh(3);

for (const kind of extremes) {
  scenario(`the same id again gets the same answer and goes nowhere, ${kind.generation}`, { on: mesh }, async s => {
    const [one, two, three] = s.servers;
    const anna = await s.client(one, { ...kind, user: s.name('anna') });
    const billy = await s.client(two, { user: s.name('billy') });
    const device = await s.client(three, { user: anna.user });
    await anna.reaches(billy.user, 1);
    await anna.reaches(anna.user, 2);
    const first = await anna.sendWithAck(billy.user, 'hello', { id: 'same' });
    assert.deepEqual(first, { id: 'same', delivered: 1, servers: 1 });
    assert.deepEqual(await anna.sendWithAck(billy.user, 'hello', { id: 'same' }), first);
    assert.deepEqual(await device.sendWithAck(billy.user, 'hello', { id: 'same' }), first);
    await anna.sendWithAck(billy.user, 'the end');
    for (const client of [anna, billy, device]) {
      await client.message('the end');
      assert.equal(client.count('hello'), 1);
    }
  });
}

scenario('another user may use the same id', { on: mesh }, async s => {
  const [one, two] = s.servers;
  const anna = await s.client(one, { user: s.name('anna') });
  const carl = await s.client(one, { user: s.name('carl') });
  const billy = await s.client(two, { user: s.name('billy') });
  await anna.reaches(billy.user, 1);
  await anna.sendWithAck(billy.user, 'of anna', { id: 'mine' });
  await carl.sendWithAck(billy.user, 'of carl', { id: 'mine' });
  await until(() => billy.count('of anna') === 1 && billy.count('of carl') === 1, 'both');
  billy.messages = billy.messages.filter(({ text }) => text === 'probe'); // one id twice is what this is about
});

for (const where of ['the same server', 'another server']) {
  scenario(`retries and ackTimeout of socket.io-client 4: acks that are lost, then the connection, back at ${where}`, { on: mesh }, async s => {
    const [one, two, three] = s.servers;
    const way = await Swallower.start(one);
    s.onEnd(() => way.stop());
    const billy = await s.client(three, { user: s.name('billy') });
    const anna = await s.client(way, { user: s.name('anna'), settings: { retries: 10, ackTimeout: 400 } });
    await Promise.all([billy.listWith(anna.user), anna.listWith(billy.user)]);
    const send = n => new Promise((resolve, reject) => anna.socket.emit(
      'im', { from: anna.user, to: billy.user, text: String(n), forwarded: false, id: `${anna.user}-${n}` },
      (error, ack) => (error ? reject(error) : resolve(ack))));
    const answers = [send(1), send(2)];
    await Promise.all(answers);
    way.swallow();
    answers.push(send(3), send(4), send(5));
    await billy.message('3'); // it arrived, and the ack did not
    await until(() => anna.socket._queue?.[0]?.tryCount > 1, 'it to be tried again');
    if (where === 'another server') way.leadTo(two);
    way.breakAll();
    assert.deepEqual((await Promise.all(answers)).map(({ delivered }) => delivered), [1, 1, 1, 1, 1]);
    await billy.message('5');
    assert.deepEqual(billy.messages.map(({ text }) => text), ['1', '2', '3', '4', '5']);
  });
}

scenario('a message whose sender moved while the recipient was there, sent again at the new server', { on: mesh }, async s => {
  const [one, two, three] = s.servers;
  const billy = await s.client(three, { user: s.name('billy') });
  const anna = await s.client(one, { user: s.name('anna') });
  await Promise.all([billy.listWith(anna.user), anna.listWith(billy.user)]);
  const first = await anna.sendWithAck(billy.user, 'once', { id: 'moved' });
  anna.close();
  const again = await s.client(two, { user: anna.user });
  await again.reaches(billy.user, 1);
  assert.deepEqual(await again.sendWithAck(billy.user, 'once', { id: 'moved' }), first);
  await again.sendWithAck(billy.user, 'the end');
  await billy.message('the end');
  assert.equal(billy.count('once'), 1);
});
