// What a server asks of the system, by strace: start, a chat by polling and WebSocket, drain, end.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** @returns {{calls: Set<string>, lines: string[]}} */
export async function traced(s) {
  const [server, other] = await s.plan(2, ['--drain', '5000']);
  const file = join(server.config, '..', 'calls');
  server.via = ['strace', '-f', '-qq', '--seccomp-bpf', '-o', file];
  await Promise.all([server.start(), other.start()]);
  const clients = [
    await s.client(server, { user: 'Anna', mode: 'polling' }), await s.client(server, { user: 'Billy', mode: 'websocket' }), await s.client(other, { user: 'Carl' }),
  ];
  for (const client of clients) for (const to of clients) await client.reaches(to.user, 1);
  await fetch(`${server.url}/`).then(answer => answer.text());
  const stopped = server.process.exited;
  process.kill(child(server.process.pid), 'SIGTERM');
  await stopped;
  const lines = readFileSync(file, 'utf8').split('\n').map(line => line.replace(/^\d+ +/, ''));
  return { calls: new Set(lines.map(line => /^(\w+)\(/.exec(line)?.[1]).filter(Boolean)), lines };
}

const child = pid => Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ')[0]);

/** The calls of a list such as ["@system-service", "memfd_create", "~@privileged"]. */
export function allowed(filters) {
  const result = new Set();
  for (const filter of filters) {
    const names = calls(filter.replace('~', ''));
    for (const name of names) {
      if (filter.startsWith('~')) result.delete(name);
      else result.add(name);
    }
  }
  return result;
}

const sets = new Map();

function calls(name) {
  if (!name.startsWith('@')) return [name];
  if (!sets.has(name)) {
    const { stdout } = spawnSync('systemd-analyze', ['syscall-filter', name], { encoding: 'utf8' });
    sets.set(name, stdout.split('\n').slice(1).map(line => line.trim()).filter(line => line && !line.startsWith('#')).flatMap(calls));
  }
  return sets.get(name);
}
