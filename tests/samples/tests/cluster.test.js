// samples/Cluster: three processes, one room, real clients; one process is killed, and one comes back.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { repository } from '../../e2e/harness/paths.js';
import { freePort } from '../../e2e/harness/ports.js';
import { Launched } from '../../e2e/harness/processes.js';
import { until } from '../../e2e/harness/wait.js';
import { connect, kinds } from '../harness/clients.js';

const folder = join(repository, 'samples', 'Cluster');
const program = join(folder, 'bin', process.env.CONFIGURATION || 'Debug', 'net10.0', 'Cluster.dll');
const servers = [];

class Server {
  constructor(port, others) {
    this.args = [program, port, ...others].map(String);
    this.name = `server-${port}`;
    this.url = `http://127.0.0.1:${port}`;
  }

  async start() {
    this.process = new Launched('dotnet', this.args, { cwd: folder });
    await until(async () => this.process.end || (await fetch(this.url)).ok, `${this.name} to listen`, { limit: 60_000 });
    assert.equal(this.process.end, undefined, this.process.lines.join('\n'));
  }

  join = async kind => (await connect(this.url, kind)).listen('said');
}

const who = async client => (await client.ask('who'))[0].map(({ id, server }) => `${id} ${server}`).sort();

before(async () => {
  const ports = await Promise.all([1, 2, 3].map(() => freePort()));
  servers.push(...ports.map(port => new Server(port, ports.filter(other => other !== port))));
  await Promise.all(servers.map(server => server.start()));
  const probe = await servers[0].join();
  const probes = [probe, await servers[1].join(), await servers[2].join()];
  await until(async () => (await Promise.all(probes.map(who))).every(members => members.length === 3), 'all servers to be linked');
  probes.forEach(client => client.close());
});

after(() => Promise.all(servers.map(server => server.process?.stop())));

for (const kind of kinds) {
  test(`${kind.generation} ${kind.transport}: what is said at one server is heard once at each`, async () => {
    const people = await Promise.all([servers[0].join(kind), servers[1].join(), servers[2].join(kind)]);
    const text = `Hello from ${kind.generation} over ${kind.transport}, Zoë!`;
    people[0].emit('say', text);
    for (const person of people) assert.deepEqual(await person.next('said'), [servers[0].name, text]);
    people[1].emit('say', 'end');
    for (const person of people) assert.deepEqual(await person.next('said'), [servers[1].name, 'end']);
    people.forEach(person => person.close());
  });
}

test('a server is killed: the others talk on and do not list it; it is started again, and its people are in the room', async () => {
  const [first, second] = [await servers[0].join(), await servers[1].join()];
  const lost = await servers[2].join({ generation: '4.8.4', transport: 'websocket' });
  await until(async () => (await who(first)).length === 3, 'three people');
  await servers[2].process.stop('SIGKILL');
  first.emit('say', 'Who is there?');
  for (const person of [first, second]) assert.deepEqual(await person.next('said'), [servers[0].name, 'Who is there?']);
  await until(async () => (await who(second)).length === 2, 'two people', { limit: 30_000 });

  lost.close();
  await servers[2].start();
  const back = await servers[2].join();
  await until(async () => (await who(first)).length === 3, 'three people again', { limit: 30_000 });
  back.emit('say', 'I am back.');
  for (const person of [first, second, back]) assert.deepEqual(await person.next('said'), [servers[2].name, 'I am back.']);
  [first, second, back].forEach(person => person.close());
});
