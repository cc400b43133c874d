import assert from 'node:assert/strict';
import { test } from 'node:test';
import { until } from '../../e2e/harness/wait.js';
import { bytes, connect, kinds } from '../harness/clients.js';
import { shared } from '../harness/sample.js';

const echo = shared('samples/Echo');

for (const kind of [...kinds, { generation: '1.7.4', upgrade: true }, { generation: '3.1.3', upgrade: true }]) {
  test(`${kind.generation} ${kind.transport ?? 'upgraded'}: what it sends comes back`, async () => {
    const client = (await connect(echo.url, kind)).listen('echo');

    client.emit('echo', 1, 'zwei & Zoë 🎉', { three: [true, null] });
    assert.deepEqual(await client.next('echo'), [1, 'zwei & Zoë 🎉', { three: [true, null] }]);

    client.emit('echo', Buffer.from([1, 2, 255]), { deep: [Buffer.from([0])] });
    const [first, { deep: [second] }] = await client.next('echo');
    assert.deepEqual([bytes(first), bytes(second)], [[1, 2, 255], [0]]);

    client.emit('echo');
    assert.deepEqual(await client.next('echo'), []);
  });

  test(`${kind.generation} ${kind.transport ?? 'upgraded'}: its questions are answered`, async () => {
    const client = await connect(echo.url, kind);

    assert.deepEqual(await client.ask('shout', 'hello'), ['HELLO']);
    assert.deepEqual(await client.ask('sum', 1.5, 2), [3.5]);
    const [reversed] = await client.ask('reverse', Buffer.from([1, 2, 3]));
    assert.deepEqual(bytes(reversed), [3, 2, 1]);
    const [{ error }] = await client.ask('sum', 1);
    assert.deepEqual(error, { code: 'bad-arguments', message: 'Argument 2 is missing.' });
  });
}

test('the log tells who comes and goes, and why', async () => {
  const client = await connect(echo.url);
  const { id } = client.socket;
  client.close();
  await until(() => echo.lines.some(line => line.includes(`${id} is gone: client namespace disconnect`)), 'the farewell in the log');
  assert.ok(echo.lines.some(line => line.includes(`${id} is here, from 127.0.0.1`)));
});
