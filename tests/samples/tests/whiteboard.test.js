import assert from 'node:assert/strict';
import { test } from 'node:test';
import { until } from '../../e2e/harness/wait.js';
import { peer } from '../harness/clients.js';
import { shared } from '../harness/sample.js';

const board = shared('samples/Whiteboard');
const small = shared('samples/Whiteboard', { args: ['--MaxPoints', '10'] });
const line = (points, more) => ({ color: '#ff8800', width: 3, points, ...more });

async function person({ url = board.url, ...kind } = {}) {
  const client = peer(url, kind).listen('picture', 'drawing', 'stroke', 'cleared');
  [{ strokes: client.picture }] = await client.next('picture');
  return client;
}

for (const kind of [{ generation: '2.5.0' }, { generation: '4.8.4' }, { generation: '4.8.4', transport: 'polling' }]) {
  test(`${kind.generation} ${kind.transport ?? 'websocket'}: what one draws others see, and who comes later`, async () => {
    const [anna, billy] = [await person(kind), await person()];
    anna.emit('draw', line([0, 0, 5, 5]));
    const [author, piece] = await billy.next('drawing');
    assert.deepEqual(piece, line([0, 0, 5, 5]));

    const [{ number }] = await anna.ask('stroke', line([0, 0, 10000, 10000]));
    const stroke = { number, author, ...line([0, 0, 10000, 10000]) };
    for (const one of [anna, billy]) assert.deepEqual((await one.next('stroke'))[0].stroke, stroke);
    assert.deepEqual((await person(kind)).picture.at(-1), stroke);

    billy.emit('clear');
    await anna.next('cleared');
    assert.deepEqual((await person(kind)).picture, []);
  });
}

test('a client that does not read gets fewer of the moves, and all of the strokes', { timeout: 30_000 }, async () => {
  const [anna, billy] = [await person(), await person()];
  let moves = 0;
  billy.socket.on('drawing', () => moves++);
  const wire = billy.socket.io.engine.transport.ws._socket;
  wire.pause();
  const sent = 1_500; // 12 MB: more than the systems' buffers take, less than the rates allow at once
  const long = line(Array.from({ length: 1_600 }, () => 10_000));
  for (let n = 0; n < sent; n++) anna.emit('draw', long);
  const [{ number }] = await anna.ask('stroke', line([1, 2, 3, 4])); // answered when all of that is handled
  wire.resume();

  assert.equal((await billy.next('stroke'))[0].stroke.number, number);
  assert.ok(moves > 0 && moves < sent, `${moves} of ${sent}`);
  assert.ok(billy.socket.connected);
});

test('the picture has a bound: the oldest strokes go, for everybody', async () => {
  const anna = await person({ url: small.url });
  const points = n => Array.from({ length: 2 * n }, () => 1);
  const numbers = [];
  for (const count of [4, 4, 2]) numbers.push((await anna.ask('stroke', line(points(count))))[0].number);
  for (const _ of numbers) assert.equal((await anna.next('stroke'))[0].oldest, numbers[0]);
  numbers.push((await anna.ask('stroke', line(points(5))))[0].number);
  assert.equal((await anna.next('stroke'))[0].oldest, numbers[2]);
  assert.deepEqual((await person({ url: small.url })).picture.map(({ number }) => number), numbers.slice(2));
});

test('nobody is sent what cannot be drawn', async () => {
  const [anna, billy] = [await person(), await person()];
  const wrong = [line([]), line([1]), line([1, 10_001]), line([-1, 1]), line([1, 1], { color: 'red;' }), line([1, 1], { width: 0 }), line(undefined)];
  for (const one of wrong) {
    anna.emit('draw', one);
    assert.equal((await anna.ask('stroke', one))[0].error.code, 'bad-line');
  }
  anna.emit('draw', line([7, 7]));
  assert.deepEqual((await billy.next('drawing'))[1].points, [7, 7]); // the first that comes
  await until(() => anna.socket.connected, 'the author to be connected still');
});
