// Servers with a key each: made by `gossamer key new`, their public halves in the configuration; and what becomes of those without.
import assert from 'node:assert/strict';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { serverCommand } from '../harness/paths.js';
import { Launched } from '../harness/processes.js';
import { scenario } from '../harness/scenario.js';
import { until, within } from '../harness/wait.js';

const withoutKeys = { GOSSAMER_MESH_KEY: '', ASPNETCORE_ENVIRONMENT: 'Production' };

async function gossamer(s, args, env) {
  const [command, ...before] = serverCommand();
  const launched = new Launched(command, [...before, ...args], { env });
  s.onEnd(() => launched.stop('SIGKILL'));
  const end = await within(30_000, launched.exited, `gossamer ${args[0]} to end`);
  return { code: end.code, lines: launched.lines.filter(line => !line.startsWith('! ')), errors: launched.stderr };
}

const health = async server => (await fetch(`${server.url}/healthz`)).text();

/** Gives each server of a plan a key, and all of them the public ones. */
async function keys(s, servers) {
  const config = JSON.parse(await readFile(servers[0].config));
  for (const [n, server] of servers.entries()) {
    const file = join(servers[0].config, '..', `${server.id}.key`);
    const { code, lines } = await gossamer(s, ['key', 'new', '--out', file]);
    assert.equal(code, 0);
    assert.equal((await stat(file)).mode & 0o777, 0o600);
    [config.servers[n].publicKey] = lines;
    server.env = { ...withoutKeys, GOSSAMER_SERVER_KEY: file };
  }
  await writeFile(servers[0].config, JSON.stringify(config));
}

scenario('servers with a key each link, and one that has another server\'s key does not', async s => {
  const servers = await s.plan(2);
  await keys(s, servers);
  await Promise.all(servers.map(server => server.start()));
  await until(async () => await health(servers[0]) === 'Healthy', 'the links to be up');
  const [anna, billy] = await Promise.all(servers.map((server, n) => s.client(server, { user: ['Anna', 'Billy'][n], generation: '4.8.4', mode: 'websocket' })));
  await anna.listWith('Anna', 'Billy');
  assert.equal((await anna.sendWithAck('Billy', 'over the link')).delivered, 1);
  await until(() => billy.messages.some(({ text }) => text === 'over the link'), 'the message');

  const [one, two] = servers;
  await two.terminate();
  two.env = { ...withoutKeys, GOSSAMER_SERVER_KEY: one.env.GOSSAMER_SERVER_KEY };
  await assert.rejects(() => two.start(), /belongs to another public key/);
});

scenario('in production a server without keys does not start, and says how to get them', async s => {
  const [server] = await s.plan(2);
  const { code, errors } = await gossamer(s, ['serve', server.config, server.id], withoutKeys);
  assert.equal(code, 2);
  assert.equal(errors.length, 1, errors.join('\n'));
  assert.match(errors[0], /gossamer key new.*GOSSAMER_MESH_KEY.*ASPNETCORE_ENVIRONMENT=Development/);
});
