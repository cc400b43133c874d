// Clients that leave without a word: killed, frozen, or with their connection torn.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { kinds } from '../harness/clients.js';
import { Launched } from '../harness/processes.js';
import { scenario, sharedMesh } from '../harness/scenario.js';
import { patience, within } from '../harness/wait.js';
import { shortPings } from '../harness/options.js';

const mesh = sharedMesh(2, shortPings);
const program = fileURLToPath(new URL('../harness/client-process.js', import.meta.url));
const chosen = kinds.filter(({ generation }) => ['1.4.5', '2.5.0', '4.8.4'].includes(generation));

async function clientProcess(s, server, { generation, mode }, user) {
  const launched = new Launched(process.execPath, ['--no-deprecation', program, server.url, user, generation, mode], { ipc: true });
  s.onEnd(() => launched.stop('SIGKILL'));
  const ended = launched.exited.then(() => { throw new Error(`the client process ended:\n${launched.lines.join('\n')}`); });
  await within(patience, Promise.race([once(launched.child, 'message'), ended]), 'the client process to be ready');
  ended.catch(() => { });
  return launched;
}

for (const [signal, how] of [['SIGKILL', 'killed'], ['SIGSTOP', 'frozen']]) {
  scenario(`clients of every sort whose process is ${how} leave the lists of both servers, and healthy ones stay`, { on: mesh }, async s => {
    const [here, there] = s.servers;
    const far = await s.client(there, { user: s.name('far') });
    const healthy = await Promise.all(kinds.map(kind => s.client(here, { ...kind, user: s.name('healthy'), reconnection: false })));
    const doomed = await Promise.all(chosen.map(async kind => {
      const user = `${kind.generation} ${kind.mode} ${how}`;
      return { user, process: await clientProcess(s, here, kind, user) };
    }));
    const names = doomed.map(({ user }) => user);
    await Promise.all([far, ...healthy].map(client => client.listWith(...names, ...healthy.map(({ user }) => user))));

    for (const client of doomed) client.process.signal(signal);
    await Promise.all([far, ...healthy].flatMap(client => names.map(name => client.listWithout(name, 40_000))));
    const acks = await Promise.all(healthy.map(client => far.sendWithAck(client.user, 'still there?')));
    assert.deepEqual(acks.map(ack => ack.delivered), healthy.map(() => 1));
    await Promise.all(healthy.map(client => client.message('still there?'))); // none of them reconnects
  });
}

for (const kind of kinds.filter(({ mode }) => mode === 'websocket')) {
  scenario(`a ${kind.generation} client whose TCP connection is torn leaves the lists`, { on: mesh }, async s => {
    const [here, there] = s.servers;
    const user = s.name('torn');
    const far = await s.client(there, { user: s.name('far') });
    const client = await s.client(here, { ...kind, user, reconnection: false });
    await far.listWith(user);
    client.engine.transport.ws._socket.destroy();
    await far.listWithout(user);
  });
}
