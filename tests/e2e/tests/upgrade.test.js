// The change from polling to WebSocket must not lose, double or reorder anything that is under way, in either direction.
import assert from 'node:assert/strict';
import { generations } from '../harness/clients.js';
import { scenario, sharedMesh } from '../harness/scenario.js';
import { patience, within } from '../harness/wait.js';

const mesh = sharedMesh(2);
const total = 300;

/** The client stays on polling until it is told to upgrade, so that the upgrade falls into the middle of the traffic. */
const onPolling = generation => ({ generation, mode: 'polling', settings: { transports: ['polling', 'websocket'], upgrade: false } });

function startUpgrade({ engine }) {
  const upgraded = new Promise(resolve => engine.once('upgrade', resolve));
  (engine._probe ?? engine.probe).call(engine, 'websocket');
  return within(patience, upgraded, 'the upgrade');
}

for (const generation of generations) {
  scenario(`${generation}: messages both ways while the transport is upgraded arrive once and in order`, { on: mesh }, async s => {
    const [here, there] = s.servers;
    const [mover, writer] = [s.name('mover'), s.name('writer')];
    const steady = await s.client(there, { user: writer });
    const client = await s.client(here, { ...onPolling(generation), user: mover });
    await Promise.all([steady.listWith(mover), client.listWith(writer)]);
    assert.equal(client.transport, 'polling');

    let upgraded;
    for (let n = 0; n < total; n++) {
      if (n === total / 3) upgraded = startUpgrade(client);
      steady.send(mover, `in ${n}`);
      client.send(writer, `out ${n}`);
      if (n % 5 === 0) await new Promise(resolve => setImmediate(resolve));
    }
    await upgraded;
    client.send(writer, 'after the upgrade');
    await Promise.all([client.message(`in ${total - 1}`), steady.message('after the upgrade'), client.message('after the upgrade')]);

    const texts = (who, start) => who.messages.map(im => im.text).filter(text => text.startsWith(start));
    const expected = start => Array.from({ length: total }, (_, n) => `${start} ${n}`);
    assert.deepEqual(texts(client, 'in'), expected('in'));
    assert.deepEqual(texts(steady, 'out'), expected('out'));
    assert.deepEqual(texts(client, 'out'), expected('out'));
    assert.equal(client.transport, 'websocket');
  });
}
