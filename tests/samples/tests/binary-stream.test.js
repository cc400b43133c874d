import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { patience, until, within } from '../../e2e/harness/wait.js';
import { bytes, connect } from '../harness/clients.js';
import { shared } from '../harness/sample.js';

const server = shared('samples/BinaryStream');
const sha256 = data => createHash('sha256').update(data).digest('hex');
const mebi = 1 << 20;
let downloads = 0;

const ask = (client, ...args) => within(patience, new Promise(resolve => client.socket.emit(...args, resolve)), `the answer to ${args[0]}`);

/** Sends all, at most `ahead` pieces without an answer; how many that were at most. */
async function upload(client, data, { ahead, name = 'a file', sum = sha256(data) } = {}) {
  const { upload: number, pieceBytes, window } = await ask(client, 'upload', name, data.length);
  const waiting = new Set();
  let most = 0;
  for (let at = 0, n = 0; at < data.length; at += pieceBytes, n++) {
    const answer = ask(client, 'piece', number, n, data.subarray(at, at + pieceBytes)).then(({ received }) => {
      waiting.delete(answer);
      assert.equal(received, Math.min(data.length, at + pieceBytes));
    });
    most = Math.max(most, waiting.add(answer).size);
    if (waiting.size >= (ahead ?? window)) await Promise.race(waiting);
  }
  await Promise.all(waiting);
  const end = await ask(client, 'finish', number, sum);
  return { ...end, most, window };
}

/** Begins to take a file; `whole` is what came and how it ended. */
function download(client, id) {
  const number = ++downloads;
  const pieces = [];
  const whole = new Promise(resolve => {
    client.socket.on('data', (of, n, piece) => of === number && (assert.equal(n, pieces.length), pieces.push(Buffer.from(bytes(piece)))));
    client.socket.on('end', (of, end) => of === number && resolve({ ...end, data: Buffer.concat(pieces) }));
  });
  return { number, whole, pieces, begun: ask(client, 'download', number, id) };
}

const state = async () => (await fetch(`${server.url}/state`)).json();

for (const kind of [{ generation: '2.5.0' }, { generation: '2.5.0', transport: 'polling' }, { generation: '4.8.4' }, { generation: '4.8.4', transport: 'polling' }]) {
  test(`${kind.generation} ${kind.transport ?? 'websocket'}: a file goes up and comes down as it was`, async () => {
    const client = await connect(server.url, kind);
    const data = randomBytes(mebi + 1);
    const { id, most, window, ...file } = await upload(client, data, { name: 'Zoë.bin' });
    assert.deepEqual(file, { name: 'Zoë.bin', length: data.length, sha256: sha256(data) });
    assert.equal(most, window);

    const { begun, whole } = download(client, id);
    assert.deepEqual(await begun, { length: data.length });
    const end = await whole;
    assert.deepEqual([end.error, end.sha256, sha256(end.data)], [null, sha256(data), sha256(data)]);
    assert.equal(await ask(client, 'remove', id), true);
    assert.equal((await download(client, id).begun).error.code, 'no-file');
  });
}

/** Stops reading, and waits until the server has sent what it sends to who does not read: how much that was, and how much waits. */
async function stopReading(client, before) {
  const wire = client.socket.io.engine.transport.ws._socket;
  wire.pause();
  let now = { sent: -1 };
  await until(async () => {
    const last = now;
    now = await state();
    return now.sent > before && now.sent === last.sent;
  }, 'the server to stop sending', { pause: 150 });
  return { sent: now.sent - before, waiting: now.waiting, goOn: () => wire.resume() };
}

test('a client that does not read is sent no more than its outbox takes, and all of it once it reads', async () => {
  const client = await connect(server.url);
  const data = randomBytes(14 * mebi); // more than the systems' buffers take, less than the rates allow at once
  const { id } = await upload(client, data, { ahead: 64 }); // more than the window: it is read more slowly, and nothing is lost

  let before = (await state()).sent;
  const { whole, begun } = download(client, id);
  await begun;
  const { sent, waiting, goOn } = await stopReading(client, before);
  assert.ok(sent < data.length - mebi, `${sent} of ${data.length} bytes were sent to a client that does not read`);
  assert.ok(waiting <= 2 * mebi, `${waiting} bytes wait`);
  goOn();
  const end = await whole;
  assert.deepEqual([end.error, sha256(end.data)], [null, sha256(data)]);

  before = (await state()).sent;
  const second = download(client, id);
  await second.begun;
  const stopped = await stopReading(client, before);
  client.emit('cancel', second.number); // handled while the download waits
  stopped.goOn();
  const cancelled = await second.whole;
  assert.equal(cancelled.error, 'cancelled');
  assert.ok(cancelled.data.length < data.length);
  await ask(client, 'remove', id);
});

test('what is not as it was said to be is refused, and its room is given back', async () => {
  const client = await connect(server.url);
  assert.equal((await upload(client, randomBytes(1000), { sum: sha256('another') })).error.code, 'checksum');
  const wrong = { 'too early': [1, randomBytes(10)], 'too much': [0, randomBytes(200)], 'nothing': [0, Buffer.alloc(0)] };
  for (const [what, [number, piece]] of Object.entries(wrong)) {
    const [{ upload: id }] = await client.ask('upload', what, 100);
    assert.equal((await client.ask('piece', id, number, piece))[0].error.code, 'bad-piece', what);
    assert.equal((await client.ask('finish', id, sha256(piece)))[0].error.code, 'no-upload', what);
  }
  assert.equal((await client.ask('upload', 'x', 0))[0].error.code, 'bad-file');
  assert.equal((await client.ask('upload', 'x', 257 * mebi))[0].error.code, 'bad-file');

  const begin = async one => (await one.ask('upload', 'large', 256 * mebi))[0];
  const other = await connect(server.url);
  for (let n = 0; n < 4; n++) assert.equal((await begin(client)).error, undefined);
  assert.equal((await begin(other)).error.code, 'no-room'); // 1 GiB for all
  client.close();
  await until(async () => (await begin(other)).error === undefined, 'the room of who is gone');
});

test('telemetry comes as long as it is watched', async () => {
  const client = (await connect(server.url)).listen('telemetry');
  await client.ask('watch', 256, 100);
  const [[first, values], [second]] = [await client.next('telemetry'), await client.next('telemetry')];
  assert.ok(second > first);
  const floats = new Float32Array(new Uint8Array(bytes(values)).buffer);
  assert.equal(floats.length, 256);
  assert.ok(Math.abs(floats[3] - Math.sin(first * 0.1 + 3 * 0.05)) < 1e-3);

  await client.ask('watch', 0, 0);
  let more = 0;
  await sleep(50); // one may be on its way
  client.socket.on('telemetry', () => more++);
  await sleep(150);
  assert.equal(more, 0);
  assert.equal((await client.ask('watch', 100_000, 1))[0].error.code, 'bad-rate');
});
