// What one connection, or one process, may cost: connections beyond the descriptors, auth, readers that never read.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { Client } from '../harness/clients.js';
import { anyRate } from '../harness/options.js';
import { scenario } from '../harness/scenario.js';
import { stuckReader } from '../harness/stuck-reader.js';
import { until } from '../harness/wait.js';

const prlimit = '/usr/bin/prlimit';
const files = 300; // descriptors; a server takes about 200 for itself

const ticks = pid => readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ').slice(11, 13).reduce((sum, part) => sum + Number(part), 0);

scenario('more connections than a process may have files', { skip: existsSync(prlimit) ? false : 'needs prlimit' }, async s => {
  const [server] = await s.plan(1, ['--max-connections', String(60)]);
  server.via = [prlimit, `--nofile=${files}:${files}`];
  await server.start();
  const before = await s.client(server, { user: 'before' });

  const sockets = Array.from({ length: files * 2 }, () => connect({ host: server.ip, port: server.port }));
  for (const socket of sockets) socket.on('error', () => { });
  s.onEnd(() => sockets.forEach(socket => socket.destroy()));
  await until(() => sockets.filter(socket => socket.closed || socket.readableEnded).length > files, 'the surplus to be closed');
  const used = ticks(server.process.pid);
  await before.identify('before'); // whoever is in goes on
  await new Promise(resolve => setTimeout(resolve, 2_000));
  const busy = (ticks(server.process.pid) - used) / 2; // 100 ticks a second are a processor
  assert.ok(busy < 50, `the server takes ${busy} % of a processor`);
  const said = server.lines().filter(line => line.includes('as many as there may be'));
  assert.equal(said.length, 1, server.lines().join('\n'));

  // Those that say nothing go by themselves; there is room again.
  await until(() => sockets.every(socket => socket.closed || socket.readableEnded), 'idle connections to be closed', { limit: 40_000 });
  await s.client(server, { user: 'after' });
});

scenario('auth of 900 kB is refused by name, and nothing is kept of it', async s => {
  const [server] = await s.mesh(1);
  const client = new Client(server.url, { reconnection: false, settings: { auth: { text: 'x'.repeat(900_000) } } });
  s.onEnd(() => client.close());
  const [error] = await once(client.socket, 'connect_error');
  assert.equal(error.data.code, 'auth-too-large');
});

scenario('a reader that never reads is let go when memory is used up, and nobody else', { skip: existsSync(prlimit) ? false : 'needs /proc' }, async s => {
  const budget = 2 * 2 ** 20; // beside what the system's own buffers take
  const [server] = await s.mesh(1, [...anyRate, '--max-memory', String(budget), '--ping-interval', '300000']);
  const readers = await Promise.all(Array.from({ length: 2 }, (_, n) => stuckReader(server, `stuck-${n}`)));
  s.onEnd(() => readers.forEach(socket => socket.destroy()));
  const feeder = await s.client(server);
  feeder.user = 'feeder';
  feeder.emit('identify', { user: 'feeder', presence: 'none' });
  let n = 0;
  const text = 'x'.repeat(4_000);
  await until(async () => {
    await Promise.all(Array.from({ length: 48 }, () => feeder.sendWithAck(`stuck-${n++ % 2}`, text)));
    return server.lines().some(line => line.includes('More is held for clients than may be'));
  }, 'the server to say that memory is used up', { limit: 120_000 });
  await feeder.sendWithAck('feeder', 'still there');
});
