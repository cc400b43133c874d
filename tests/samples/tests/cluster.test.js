// samples/Cluster: three processes, one room, real clients; one process is killed, and one comes back.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { until } from '../../e2e/harness/wait.js';
import { cluster, linked, who } from '../harness/cluster.js';
import { kinds } from '../harness/clients.js';

/** Without the offset that events carry, since the servers recover connections. */
const heard = async person => (await person.next('said')).slice(0, 2);

const servers = await cluster(3);

before(async () => {
  await Promise.all(servers.map(server => server.start()));
  await linked(servers);
});

/** One at each server; each server knows of all of them, which takes as long as the news of a join is under way. */
async function meet(kind) {
  const people = await Promise.all([servers[0].join(kind), servers[1].join(), servers[2].join(kind)]);
  await until(async () => (await Promise.all(people.map(who))).every(each => each.length === people.length), 'all servers to know all three');
  return people;
}

after(() => Promise.all(servers.map(server => server.process?.stop())));

for (const kind of kinds) {
  test(`${kind.generation} ${kind.transport}: what is said at one server is heard once at each`, async () => {
    const people = await meet(kind);
    const text = `Hello from ${kind.generation} over ${kind.transport}, Zoë!`;
    people[0].emit('say', text);
    for (const person of people) assert.deepEqual(await heard(person), [servers[0].name, text]);
    people[1].emit('say', 'end');
    for (const person of people) assert.deepEqual(await heard(person), [servers[1].name, 'end']);
    people.forEach(person => person.close());
  });
}

test('a server is killed: the others talk on and do not list it; it is started again, and its people are in the room', async () => {
  const [first, second] = [await servers[0].join(), await servers[1].join()];
  const lost = await servers[2].join({ generation: '4.8.4', transport: 'websocket' });
  await until(async () => (await who(first)).length === 3, 'three people');
  await servers[2].process.stop('SIGKILL');
  first.emit('say', 'Who is there?');
  for (const person of [first, second]) assert.deepEqual(await heard(person), [servers[0].name, 'Who is there?']);
  await until(async () => (await who(second)).length === 2, 'two people', { limit: 30_000 });

  lost.close();
  await servers[2].start();
  const back = await servers[2].join();
  const all = [first, second, back];
  await until(async () => (await Promise.all(all.map(who))).every(each => each.length === 3), 'three people again', { limit: 30_000 });
  back.emit('say', 'I am back.');
  for (const person of all) assert.deepEqual(await heard(person), [servers[2].name, 'I am back.']);
  all.forEach(person => person.close());
});
