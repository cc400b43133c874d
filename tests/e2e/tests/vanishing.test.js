// Clients that leave without a word: killed, frozen, or with their connection torn.
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

for (const kind of chosen) {
  for (const signal of ['SIGKILL', 'SIGSTOP']) {
    const how = signal === 'SIGKILL' ? 'whose process is killed' : 'whose process is frozen';
    scenario(`a ${kind.generation} ${kind.mode} client ${how} leaves the lists of both servers`, { on: mesh }, async s => {
      const [here, there] = s.servers;
      const user = s.name('vanishing');
      const [near, far] = await Promise.all([s.client(here, { user: s.name('near') }), s.client(there, { user: s.name('far') })]);
      const launched = await clientProcess(s, here, kind, user);
      await Promise.all([near.listWith(user), far.listWith(user)]);
      launched.signal(signal);
      await Promise.all([near.listWithout(user), far.listWithout(user)]);
    });
  }
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

scenario('healthy clients of every kind outlive many ping intervals', { on: mesh }, async s => {
  const [here] = s.servers;
  const clients = await Promise.all(kinds.map(kind => s.client(here, { ...kind, user: s.name('healthy'), reconnection: false })));
  const names = clients.map(client => client.user);
  await clients[0].listWith(...names);
  // A frozen client's end is the clock of this test: three of them, one after the other, last many intervals.
  for (let round = 0; round < 3; round++) {
    const user = s.name('clock');
    const clock = await clientProcess(s, here, { generation: '4.8.4', mode: 'websocket' }, user);
    await clients[0].listWith(user);
    clock.signal('SIGSTOP');
    await clients[0].listWithout(user);
  }
  await Promise.all(clients.map(client => client.sendWithAck(client.user, 'alive')));
});
