// deploy/container and deploy/compose. Nothing here can build or run an image: the Containerfile and the compose file are read, what they
// start is started: the health check, the proxy's configuration, and a server with the rights and the file system of a container.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { kinds } from '../../e2e/harness/clients.js';
import { repository } from '../../e2e/harness/paths.js';
import { scenario } from '../../e2e/harness/scenario.js';
import { ring } from '../harness/behind.js';
import { confined, whyNotConfined } from '../harness/confined.js';
import { objectsOf } from '../harness/kubernetes.js';
import { startComposedNginx } from '../harness/proxies.js';

const deploy = join(repository, 'deploy');
const health = join(deploy, 'container', 'health');
const containerfile = readFileSync(join(deploy, 'container', 'Containerfile'), 'utf8');
const instructions = containerfile.replace(/\\\n/g, ' ').split('\n').filter(line => /^[A-Z]/.test(line)).map(line => /^(\S+)\s+(.*)$/.exec(line).slice(1));
const allOf = name => instructions.filter(([instruction]) => instruction === name).map(([, rest]) => rest);
const [compose] = objectsOf(join(deploy, 'compose', 'compose.yaml'));
const servers = Object.entries(compose.services).filter(([name]) => name !== 'proxy');
const addressOf = service => service.networks.mesh.ipv4_address;

test('Containerfile: what is copied is there, or made by build/package; it ends without root', () => {
  const known = ['ARG', 'FROM', 'RUN', 'COPY', 'USER', 'ENV', 'EXPOSE', 'STOPSIGNAL', 'HEALTHCHECK', 'ENTRYPOINT', 'CMD'];
  assert.deepEqual(instructions.filter(([instruction]) => !known.includes(instruction)), []);
  for (const copied of allOf('COPY')) {
    const source = copied.split(' ').filter(word => !word.startsWith('--'))[0].replace('${TARGETARCH}', 'amd64');
    assert.ok(source.startsWith('artifacts/linux-amd64') || existsSync(join(repository, source)), source);
  }
  const [user] = allOf('USER');
  assert.match(user, /^\d+:\d+$/);
  assert.ok(allOf('RUN').some(command => command.includes(`--uid ${user.split(':')[0]} `)));
  assert.ok(instructions.findIndex(([name]) => name === 'USER') > instructions.findLastIndex(([name]) => name === 'RUN'));
  for (const form of [...allOf('ENTRYPOINT'), ...allOf('CMD'), allOf('HEALTHCHECK')[0].split(' CMD ')[1]]) assert.ok(Array.isArray(JSON.parse(form)), form);
});

test('Kubernetes runs it as the user that the Containerfile makes, and under the name that both know', () => {
  const [set] = objectsOf(join(deploy, 'kubernetes', 'statefulset.yaml'));
  const { runAsUser, runAsGroup } = set.spec.template.spec.securityContext;
  assert.deepEqual(allOf('USER'), [`${runAsUser}:${runAsGroup}`]);
  assert.deepEqual(allOf('EXPOSE'), [String(set.spec.template.spec.containers[0].ports[0].containerPort)]);
});

test('compose: the servers are those of config.json, the proxy is the one that they believe', () => {
  const config = JSON.parse(readFileSync(join(deploy, 'compose', 'config.json'), 'utf8'));
  assert.deepEqual(servers.map(([name, service]) => [name, addressOf(service)]), config.servers.map(({ id, ip }) => [id, ip]));
  const nginx = readFileSync(join(deploy, 'compose', 'nginx.conf'), 'utf8');
  assert.deepEqual([...nginx.matchAll(/^ {2}server (\S+) /gm)].map(([, address]) => address), config.servers.map(({ ip, port }) => `${ip}:${port}`));
  const [{ subnet }] = compose.networks.mesh.ipam.config;
  for (const service of Object.values(compose.services)) assert.ok(addressOf(service).startsWith(subnet.replace(/0\/24$/, '')));
  for (const [name, service] of servers) {
    assert.deepEqual(service.command, ['serve', '/etc/gossamer/config.json', name, '--proxy', addressOf(compose.services.proxy), '--public-url', 'http://${GOSSAMER_ADDRESS:-127.0.0.1:8080}']);
    assert.deepEqual([service.read_only, service.cap_drop], [true, ['ALL']], name);
    assert.equal(compose.services.proxy.depends_on[name].condition, 'service_healthy');
    assert.ok(parseInt(service.stop_grace_period) >= 25, 'a drain of 20 s and 5 s to end');
  }
});

test('compose: nothing but what compose files have', () => {
  const known = ['image', 'environment', 'volumes', 'read_only', 'cap_drop', 'security_opt', 'restart', 'stop_grace_period', 'command', 'networks', 'tmpfs', 'ports', 'depends_on'];
  assert.deepEqual(Object.keys(compose).filter(key => !['name', 'services', 'networks'].includes(key) && !key.startsWith('x-')), []);
  for (const [name, service] of Object.entries(compose.services)) assert.deepEqual(Object.keys(service).filter(key => !known.includes(key)), [], name);
  for (const volume of Object.values(compose.services).flatMap(({ volumes }) => volumes)) {
    assert.ok(existsSync(join(deploy, 'compose', volume.split(':')[0])), volume);
  }
});

scenario('compose/nginx.conf: clients of every generation behind it', async s => {
  const mesh = await s.mesh(4, ['--proxy', '127.0.0.1']);
  const proxy = await startComposedNginx(s, mesh);
  const clients = await Promise.all(kinds.map((kind, n) => s.client(proxy, { ...kind, user: `user-${n}` })));
  await ring(clients, 'around');
});

scenario('the health check: 0 when the server is ready, else not', async s => {
  const [server] = await s.mesh(1, ['--drain', '5000']);
  const check = port => spawnSync(health, [server.ip, String(port)], { encoding: 'utf8' }).status;
  assert.equal(check(server.port), 0);
  const client = await s.client(server, { user: 'Anna' });
  const end = server.terminate(20_000);
  await client.whenDisconnected();
  assert.equal(check(server.port), 1, 'it drains, or is gone');
  await end;
  assert.equal(check(server.port), 1, 'nothing listens');
});

scenario('a server with the rights and the file system of the container', { skip: whyNotConfined }, async s => {
  const mesh = await s.plan(2, []);
  chmodSync(dirname(mesh[0].config), 0o755);
  for (const server of mesh) {
    server.via = confined;
    server.env = { DOTNET_EnableDiagnostics: '0', HOME: '/nonexistent', TMPDIR: '/nonexistent' };
    await server.start();
  }
  const status = readFileSync(`/proc/${mesh[0].process.pid}/status`, 'utf8');
  assert.match(status, /^Uid:\s+10001/m);
  assert.match(status, /^CapBnd:\s+0+$/m);
  assert.deepEqual(readFileSync(`/proc/${mesh[0].process.pid}/mounts`, 'utf8').split('\n').filter(line => line.split(' ')[1] === '/' && !/^ro\b/.test(line.split(' ')[3])), []);
  const [anna, billy] = [await s.client(mesh[0], { user: 'Anna' }), await s.client(mesh[1], { user: 'Billy' })];
  await anna.reaches('Billy', 1);
  await ring([anna, billy], 'confined');
  assert.equal((await fetch(`${mesh[0].url}/`)).status, 200);
  assert.equal((await mesh[0].terminate(30_000)).code, 0);
});
