// Servers come into a running mesh and leave it: by the configuration file, read again, by the command line and by DNS.
import assert from 'node:assert/strict';
import { mkdir, readFile, rename, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loneServers } from '../harness/lone-servers.js';
import { NameServer } from '../harness/name-server.js';
import { freePort } from '../harness/ports.js';
import { scenario } from '../harness/scenario.js';
import { Mesh, Server } from '../harness/servers.js';
import { until } from '../harness/wait.js';

const json = async (server, path) => (await fetch(server.url + path)).json();
const idsAt = async server => (await json(server, '/api/servers')).map(({ id }) => id).sort();

/** Ends when each of the servers lists just these. */
const listed = (servers, ids) =>
  until(async () => (await Promise.all(servers.map(idsAt))).every(at => at.join() === [...ids].sort().join()), `the servers to be ${ids}`);

/** Everybody hears everybody: a client at each server, and a message from each to each. */
async function talk(s, servers) {
  const clients = await Promise.all(servers.map(server => s.client(server, { user: s.name(`at-${server.id}`) })));
  for (const client of clients) await client.listWith(...clients.map(other => other.user));
  for (const from of clients) {
    for (const to of clients) {
      const text = `${from.user} to ${to.user}`;
      assert.deepEqual((({ delivered }) => ({ delivered }))(await from.sendWithAck(to.user, text)), { delivered: 1 });
      await to.message(text);
    }
  }
  clients.forEach(client => client.close());
}

async function change(config, edit) {
  const content = JSON.parse(await readFile(config, 'utf8'));
  edit(content);
  await writeFile(config, JSON.stringify(content));
}

scenario('a server is added to the configuration, and taken out: no other is restarted', async s => {
  const mesh = await Mesh.plan(3);
  s.onEnd(() => mesh.end());
  const [first, second, third] = mesh.servers;
  await change(mesh.config, content => content.servers.pop());
  await Promise.all([first.start(), second.start()]);
  await listed([first, second], ['server-1', 'server-2']);

  await change(mesh.config, content => content.servers.push({ id: third.id, ip: third.ip, port: third.port }));
  await third.start();
  await listed(mesh.servers, ['server-1', 'server-2', 'server-3']);
  await talk(s, mesh.servers);

  await writeFile(mesh.config, '{"servers": [{"id": "server-1"}]}');
  first.process.signal('SIGHUP');
  await until(() => first.lines().some(line => line.includes('servers[0].ip: is missing')), 'the fault to be told, with its key');
  assert.deepEqual(await idsAt(first), ['server-1', 'server-2', 'server-3']);

  await change(mesh.config, content => content.servers = [first, second].map(({ id, ip, port }) => ({ id, ip, port })));
  first.process.signal('SIGHUP');
  second.process.signal('SIGHUP');
  await third.terminate();
  await listed([first, second], ['server-1', 'server-2']);
  await until(() => first.lines().some(line => line.includes('server-3 is not listed any more')), 'it to be let go');
  await talk(s, [first, second]);
  for (const server of [first, second]) assert.equal(server.log.length, 1);
});

scenario('a configuration that links lead to, as Kubernetes mounts it, is read again when what they lead to is exchanged', async s => {
  const mesh = await Mesh.plan(2);
  s.onEnd(() => mesh.end());
  const [first, second] = mesh.servers;
  const both = await readFile(mesh.config, 'utf8');
  const versions = ['before', 'after'].map(name => join(mesh.directory, name));
  for (const version of versions) await mkdir(version);
  await writeFile(join(versions[0], 'config.json'), JSON.stringify({ ...JSON.parse(both), servers: JSON.parse(both).servers.slice(0, 1) }));
  await writeFile(join(versions[1], 'config.json'), both);
  const data = join(mesh.directory, 'data');
  await symlink(versions[0], data);
  const config = join(mesh.directory, 'mounted.json');
  await symlink(join(data, 'config.json'), config);
  const mounted = new Server(first, mesh.directory, config, []);
  s.onEnd(() => mounted.process?.stop('SIGKILL'));
  await Promise.all([mounted.start(), second.start()]);
  await listed([mounted], ['server-1']);

  await symlink(versions[1], `${data}.new`);
  await rename(`${data}.new`, data);

  await listed([mounted, second], ['server-1', 'server-2']);
});

scenario('a server is told of others on the command line', async s => {
  const mesh = await Mesh.plan(2);
  s.onEnd(() => mesh.end());
  const [first, second] = mesh.servers;
  const alone = join(mesh.directory, 'alone.json');
  await writeFile(alone, JSON.stringify({ servers: [{ id: second.id, ip: second.ip, port: second.port }] }));
  const told = new Server(second, mesh.directory, alone, ['--peer', `${first.id}=${first.url}`]);
  s.onEnd(() => told.process?.stop('SIGKILL'));
  await Promise.all([first.start(), told.start()]);
  await talk(s, [first, told]);
});

scenario('servers find each other by the addresses of a name; one comes, one is moved, one leaves; the name server is away for a while', async s => {
  const names = await NameServer.start();
  s.onEnd(() => names.close());
  const [lone, port] = [await loneServers(s), await freePort()];
  const server = (id, ip) => lone(id, { discover: `dns://gossamer.test.:${port}`, nameservers: [names.address] }, ip, port);
  const [a, b, c] = [await server('pod-a', '127.0.0.2'), await server('pod-b', '127.0.0.3'), await server('pod-c', '127.0.0.4')];
  names.setAddresses('gossamer.test', [a.ip, b.ip]);
  await Promise.all([a.start(), b.start()]);
  await talk(s, [a, b]);

  names.setAddresses('gossamer.test', [a.ip, b.ip, c.ip]);
  await c.start();
  await listed([a, b, c], ['pod-a', 'pod-b', 'pod-c']);
  await talk(s, [a, b, c]);

  const asked = names.queries;
  names.isSilent = true;
  await until(() => names.queries > asked + 3, 'the name server to be asked in vain');
  await until(() => a.lines().some(line => line.includes('cannot be known now')), 'that to be told');
  await talk(s, [a, b, c]);
  names.isSilent = false;

  await b.kill();
  const moved = await server('pod-b', '127.0.0.5'); // as a pod that is made anew
  names.setAddresses('gossamer.test', [a.ip, c.ip, moved.ip]);
  await moved.start();
  await talk(s, [a, c, moved]);

  await c.terminate();
  names.setAddresses('gossamer.test', [a.ip, moved.ip]);
  await listed([a, moved], ['pod-a', 'pod-b']);
  await talk(s, [a, moved]);
});

scenario('servers find each other by the services of a name', async s => {
  const names = await NameServer.start();
  s.onEnd(() => names.close());
  const lone = await loneServers(s);
  const servers = await Promise.all(['pod-a', 'pod-b', 'pod-c'].map(id =>
    lone(id, { discover: 'srv://_mesh._tcp.gossamer.test.', nameservers: [names.address] })));
  for (const { id, ip } of servers) names.setAddresses(`${id}.gossamer.test`, [ip]);
  names.setServices('_mesh._tcp.gossamer.test', servers.map(({ id, port }) => ({ host: `${id}.gossamer.test`, port })));
  await Promise.all(servers.map(made => made.start()));
  await talk(s, servers);
});
