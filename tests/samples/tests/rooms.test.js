import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connect, generations, kinds } from '../harness/clients.js';
import { shared } from '../harness/sample.js';

const rooms = shared('samples/Rooms');
let count = 0;

async function person(name, kind) {
  const client = (await connect(rooms.url, kind)).listen('said', 'came', 'went');
  assert.deepEqual(await client.ask('nickname', name), [true]);
  return client;
}

for (const kind of kinds) {
  test(`${kind.generation} ${kind.transport}: people in a room hear each other, others do not`, async () => {
    const id = ++count;
    const [room, elsewhere, annaName, billyName, carlaName] = ['kitchen', 'garden', 'Anna', 'Billy', 'Carla'].map(word => `${word}-${id}`);
    const anna = await person(annaName, kind);
    const billy = await person(billyName, { generation: '4.8.4', transport: 'websocket' });
    const carla = await person(carlaName, kind);

    assert.deepEqual(await anna.ask('enter', room), [[annaName]]);
    assert.deepEqual(await billy.ask('enter', room), [[annaName, billyName]]);
    assert.deepEqual(await anna.next('came'), [{ room, nickname: billyName }]);
    assert.deepEqual(await carla.ask('enter', elsewhere), [[carlaName]]);

    anna.emit('say', room, 'Hello, Zoë!');
    assert.deepEqual(await billy.next('said'), [{ room, from: annaName, text: 'Hello, Zoë!' }]);
    assert.deepEqual(await anna.next('said'), [{ room, from: annaName, text: 'Hello, Zoë!' }]);
    await carla.ask('say', room, 'I am not in there'); // answered when it is done with, and nobody heard it
    carla.emit('whisper', annaName, 'Psst!');
    assert.deepEqual(await anna.next('said'), [{ room: null, from: carlaName, text: 'Psst!' }]);

    await billy.ask('leave', room);
    assert.deepEqual(await anna.next('went'), [{ room, nickname: billyName }]);
    await billy.ask('enter', room);
    await anna.next('came');
    billy.close();
    assert.deepEqual(await anna.next('went'), [{ room, nickname: billyName }]);
  });
}

test('a nickname has one owner, is given up, and is free again when its owner goes', async () => {
  const [first, second] = [await connect(rooms.url, { generation: generations[0] }), await connect(rooms.url)];
  assert.deepEqual(await first.ask('nickname', ' Dora '), [true]);
  assert.deepEqual(await second.ask('nickname', 'DORA'), [false]);
  assert.deepEqual(await second.ask('nickname', ''), [false]);
  assert.deepEqual(await first.ask('nickname', 'Emil'), [true]);
  assert.deepEqual(await second.ask('nickname', 'Dora'), [true]);
});
