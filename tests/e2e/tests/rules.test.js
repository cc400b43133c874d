// The rules of the chat, for the oldest and the newest client.
import assert from 'node:assert/strict';
import { extremes } from '../harness/clients.js';
import { scenario, sharedMesh } from '../harness/scenario.js';

const mesh = sharedMesh(2);

/** {code, message}, whatever the code: both must say something. */
function assertRefusal(refusal, event) {
  assert.ok(refusal, 'refused');
  assert.ok(refusal.code !== undefined && refusal.code !== '', `a code: ${JSON.stringify(refusal)}`);
  assert.equal(typeof refusal.message, 'string');
  assert.notEqual(refusal.message, '');
  if (event) assert.equal(refusal.event, event);
}

for (const kind of extremes) {
  const rule = (name, body) => scenario(`${kind.generation}: ${name}`, { on: mesh }, body);

  /** Two users on two servers who see each other. */
  async function pair(s) {
    const [here, there] = s.servers;
    const [anna, billy] = [s.name('Anna'), s.name('Billy')];
    const [client, other] = await Promise.all([s.client(here, { ...kind, user: anna }), s.client(there, { user: billy })]);
    await Promise.all([client.listWith(billy), other.listWith(anna)]);
    return { client, other, anna, billy };
  }

  rule('im before identify is refused, with and without an ack, and delivered to nobody', async s => {
    const { other, billy } = await pair(s);
    const stranger = await s.client(s.servers[0], kind);
    const message = { from: 'stranger', to: billy, text: 'too early', forwarded: false };
    assertRefusal((await stranger.ask('im', message)).error);
    stranger.emit('im', message);
    assertRefusal(await stranger.next('rejected'), 'im');

    await stranger.identify(s.name());
    await stranger.sendWithAck(billy, 'now');
    await other.message('now');
    assert.equal(other.count('too early'), 0);
    assert.equal(stranger.count('too early'), 0);
  });

  rule('a forged from is refused and delivered to nobody', async s => {
    const { client, other, billy } = await pair(s);
    const victim = await s.client(s.servers[1], { user: s.name('victim') });
    await client.listWith(victim.user);
    const forged = { from: victim.user, to: billy, text: 'forged', forwarded: false };
    assertRefusal((await client.ask('im', forged)).error);
    client.emit('im', forged);
    assertRefusal(await client.next('rejected'), 'im');
    client.emit('im', { ...forged, forwarded: true });
    assertRefusal(await client.next('rejected'), 'im');

    await client.sendWithAck(billy, 'honest');
    await client.sendWithAck(victim.user, 'honest too');
    await Promise.all([other.message('honest'), victim.message('honest too'), client.message('honest too')]);
    assert.deepEqual([client, other, victim].map(each => each.count('forged')), [0, 0, 0]);
  });

  rule('a message to oneself reaches each of one\'s connections once', async s => {
    const { client, anna } = await pair(s);
    const second = await s.client(s.servers[0], { ...kind, user: anna });
    const far = await s.client(s.servers[1], { ...kind, user: anna });
    await client.reaches(anna, 3);
    const ack = await client.sendWithAck(anna, 'note to self');
    assert.deepEqual([ack.delivered, ack.servers], [3, 2]);
    await client.sendWithAck(anna, 'end');
    const devices = [client, second, far];
    await Promise.all(devices.map(device => device.message('end')));
    assert.deepEqual(devices.map(device => device.count('note to self')), [1, 1, 1]);
  });

  rule('names are trimmed and case-sensitive', async s => {
    const { other } = await pair(s);
    const name = s.name('Trim');
    const client = await s.client(s.servers[0], kind);
    await client.identify(`  ${name} `, name);
    const lower = await s.client(s.servers[0], { ...kind, user: name.toLowerCase() });
    const list = await other.listWith(name, name.toLowerCase());
    assert.deepEqual(list.filter(each => each.trim() !== each), []);
    await other.sendWithAck(name, 'capital');
    await other.sendWithAck(lower.user, 'small');
    await Promise.all([client.message('capital'), lower.message('small')]);
    assert.deepEqual([client.count('small'), lower.count('capital')], [0, 0]);
  });

  rule('invalid names are refused and appear in no list', async s => {
    const { client: witness, other } = await pair(s);
    const client = await s.client(s.servers[0], kind);
    const invalid = ['', '   ', '\t', 'n'.repeat(65), '😀'.repeat(33), 'a\u0000b', 'a\nb', 'a\u007fb', 'a\u0085b', 'lone \ud83d surrogate', 42, true, null, [], {}, { user: '' }, { user: 7 }];
    for (const name of invalid) {
      client.emit('identify', name);
      const refusal = await client.next('rejected');
      assertRefusal(refusal, 'identify');
    }
    client.emit('identify');
    assertRefusal(await client.next('rejected'), 'identify');
    const late = s.name('valid-at-last');
    await client.identify(late);
    for (const list of [await other.listWith(late), await witness.listWith(late)]) {
      assert.deepEqual(list.filter(name => !/^\w[\w -]*-\d+$/.test(name)), [], 'only names that these tests gave');
    }
  });

  rule('identify takes an object', async s => {
    const { other } = await pair(s);
    const name = s.name('object');
    const client = await s.client(s.servers[0], kind);
    await client.identify({ user: name }, name);
    await other.listWith(name);
    assert.equal((await other.sendWithAck(name, 'hello')).delivered, 1);
    await client.message('hello');
  });

  rule('a malformed im is refused and the connection lives on', async s => {
    const { client, other, anna, billy } = await pair(s);
    const malformed = [null, 42, 'text', [], {}, { from: anna, to: billy }, { from: anna, text: 'x' }, { from: anna, to: 7, text: 'x' }, { from: anna, to: '', text: 'x' }, { from: anna, to: billy, text: {} }];
    for (const message of malformed) {
      assertRefusal((await client.ask('im', message)).error);
      client.emit('im', message);
      assertRefusal(await client.next('rejected'), 'im');
    }
    client.emit('im');
    assertRefusal(await client.next('rejected'), 'im');
    assert.equal((await client.sendWithAck(billy, 'fine')).delivered, 1);
    await other.message('fine');
    assert.equal(other.messages.length, 1);
  });

  rule('an unknown recipient: the ack says 0, and the sender\'s own connections still show the message', async s => {
    const { client } = await pair(s);
    const ack = await client.sendWithAck(s.name('nobody'), 'into the void');
    assert.deepEqual([ack.delivered, ack.servers, ack.error], [0, 0, undefined]);
    await client.message('into the void');
  });

  rule('forwarded from a client is ignored, a client\'s own id is kept, further fields do not disturb', async s => {
    const { client, other, billy } = await pair(s);
    const id = `my-own-${s.name()}`;
    const ack = await client.sendWithAck(billy, 'with extras', { forwarded: true, id, colour: 'blue', nested: { deep: [1] } });
    assert.deepEqual([ack.id, ack.delivered], [id, 1]);
    const arrived = await other.message('with extras');
    assert.deepEqual([arrived.id, arrived.forwarded], [id, false]);
  });

  rule('unknown events are ignored', async s => {
    const { client, other, billy } = await pair(s);
    client.emit('no-such-event', { a: 1 });
    client.emit('update_client', { list: ['forged'] });
    client.emit('update_peer', { peerId: 'server-2', list: [{ id: 'ghost', connections: 1 }] });
    assert.equal((await client.sendWithAck(billy, 'still here')).delivered, 1);
    await other.message('still here');
    assert.ok(!(await other.list()).includes('ghost'));
    assert.ok(!(await client.list()).includes('ghost'));
  });
}
