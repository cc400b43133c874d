// A name that somebody has: a client that does not want it then is told so, and chooses another.
import assert from 'node:assert/strict';
import { scenario, sharedMesh } from '../harness/scenario.js';
import { byTokens, token } from '../harness/tokens.js';
import { until } from '../harness/wait.js';

const mesh = sharedMesh(2);
const known = sharedMesh(1, byTokens);

for (const generation of ['1.4.5', '4.8.4']) {
  scenario(`${generation}: a name that is taken at any server is refused to who does not want it then, and nothing changes`, { on: mesh }, async s => {
    const [here, there] = s.servers;
    const anna = s.name('anna');
    const first = await s.client(here, { user: anna });
    await s.client(here, { user: anna });
    const late = await s.client(there, { generation });
    const ask = user => late.ask('identify', { user, unlessTaken: true });
    await until(async () => (await ask(anna)).error?.connections === 2, 'the other server to know');
    assert.equal((await ask(anna)).error.code, 'name-taken');
    assert.equal((await late.ask('im', { from: anna, to: anna, text: 'x' })).error.code, 'not-identified');
    const other = s.name('other');
    assert.equal((await ask(other)).user, other);
    assert.equal((await late.ask('identify', { user: anna })).connections, 3);
    assert.equal((await ask(anna)).user, anna, 'it is anna by now');
    await first.sendWithAck(anna, 'hi');
  });
}

scenario('who left said so: the name is free at once', { on: mesh }, async s => {
  const [here] = s.servers;
  const anna = s.name('anna');
  const first = await s.client(here, { user: anna });
  first.socket.disconnect();
  const late = await s.client(here);
  await until(async () => (await late.ask('identify', { user: anna, unlessTaken: true })).user === anna, 'the name');
});

scenario('where tokens say who is who, a second device is the same person', { on: known }, async s => {
  const [here] = s.servers;
  const anna = s.name('anna');
  for (const connections of [1, 2]) {
    const one = await s.client(here, { settings: { auth: { token: token(anna) } } });
    assert.deepEqual(await one.ask('identify', { unlessTaken: true }), { user: anna, connections });
  }
});
