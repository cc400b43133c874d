// deploy/systemd: no systemd runs here, so its own checker reads the unit, and what the unit forbids is compared with what a server does.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { repository, serverCommand } from '../../e2e/harness/paths.js';
import { scenario } from '../../e2e/harness/scenario.js';
import { allowed, traced } from '../harness/traced.js';

const folder = join(repository, 'deploy', 'systemd');
const unit = readFileSync(join(folder, 'gossamer@.service'), 'utf8');
const settings = name => unit.split('\n').filter(line => line.startsWith(`${name}=`)).map(line => line.slice(name.length + 1));
const root = mkdtempSync(join(tmpdir(), 'gossamer-units-'));
after(() => rmSync(root, { recursive: true, force: true }));
const instance = 'gossamer@server-1.service';
const hasAnalyze = spawnSync('systemd-analyze', ['--version']).status === 0;
const skip = !hasAnalyze && 'there is no systemd-analyze';
const isNative = serverCommand().length === 1;

/** A root with nothing in it but the unit, what it refers to, and a program. */
function install() {
  for (const path of ['etc/systemd/system', 'usr/bin']) mkdirSync(join(root, path), { recursive: true });
  copyFileSync(join(folder, 'gossamer@.service'), join(root, 'etc/systemd/system/gossamer@.service'));
  for (const name of ['sysinit', 'basic', 'network-online', 'multi-user', 'shutdown', 'sockets', 'umount']) {
    writeFileSync(join(root, `etc/systemd/system/${name}.target`), '[Unit]\n');
  }
  writeFileSync(join(root, 'usr/bin/gossamer'), '#!/bin/sh\n', { mode: 0o755 });
}

test('systemd-analyze verify finds nothing', { skip }, () => {
  install();
  const { status, stdout, stderr } = spawnSync('systemd-analyze', ['verify', '--root', root, `/etc/systemd/system/${instance}`], { encoding: 'utf8' });
  assert.deepEqual([status, stdout + stderr], [0, '']);
  writeFileSync(join(root, 'etc/systemd/system/gossamer@.service'), unit.replace('ProtectHome=yes', 'ProtectHom=yes'));
  const wrong = spawnSync('systemd-analyze', ['verify', '--root', root, `/etc/systemd/system/${instance}`], { encoding: 'utf8' });
  assert.match(wrong.stdout + wrong.stderr, /ProtectHom/, 'a mistake is found');
});

test('systemd-analyze security: an exposure of at most 1.5', { skip }, () => {
  install();
  const text = execFileSync('systemd-analyze', ['security', '--offline=true', '--root', root, instance], { encoding: 'utf8' });
  const exposure = Number(/exposure level for \S+: ([\d.]+)/.exec(text)?.[1]);
  assert.ok(exposure <= 1.5, text);
});

test('it waits for the drain before it kills, and does not restart what cannot start', () => {
  const [timeout] = settings('TimeoutStopSec');
  assert.ok(Number(timeout) >= 25, 'a drain of 20 s and 5 s to end');
  assert.deepEqual(settings('KillSignal'), ['SIGTERM']);
  const [command, ...args] = serverCommand();
  const { status } = spawnSync(command, [...args, 'serve', '/nowhere/config.json', 'server-1'], { timeout: 60_000 });
  assert.deepEqual(settings('RestartPreventExitStatus'), [String(status)]);
});

test('the environment file names variables that the server has, and nothing is on by default', () => {
  const text = readFileSync(join(folder, 'gossamer.env'), 'utf8');
  assert.deepEqual(text.split('\n').filter(line => line && !line.startsWith('#')), []);
  const [command, ...args] = serverCommand();
  const help = execFileSync(command, [...args, 'serve', '--help'], { encoding: 'utf8' });
  const names = [...text.matchAll(/^#(\w+)=/gm)].map(([, name]) => name).filter(name => name !== 'GOSSAMER_OPTIONS'); // the unit's own
  assert.ok(names.length >= 3);
  for (const name of names) assert.match(help, new RegExp(`\\b${name}\\b`), name);
});

test('the default configuration starts', async () => {
  JSON.parse(readFileSync(join(folder, 'config.json'), 'utf8'));
  const [command, ...args] = serverCommand();
  const { status, stderr } = spawnSync(command, [...args, 'serve', join(folder, 'config.json'), 'server-1'], { encoding: 'utf8', env: { PATH: process.env.PATH, HOME: process.env.HOME } });
  assert.equal(status, 2);
  assert.match(stderr, /--identity: say who clients may be/, 'all that is missing is who clients may be');
});

const untraced = skip || (spawnSync('strace', ['true']).status !== 0 && 'strace cannot be used here') || (!isNative && 'the unit is for the native binary: GOSSAMER_SERVER names none');
scenario('the server does nothing that the unit forbids: calls of the system, kinds of sockets, memory to write and run', { skip: untraced }, async s => {
  const { calls, lines } = await traced(s);
  assert.ok(calls.has('epoll_wait') && calls.has('accept4'), [...calls].join());
  const permitted = allowed(settings('SystemCallFilter').flatMap(line => {
    const isOut = line.startsWith('~');
    return line.replace('~', '').split(' ').map(name => (isOut ? `~${name}` : name));
  }));
  assert.deepEqual([...calls].filter(call => !permitted.has(call)), []);
  const families = settings('RestrictAddressFamilies')[0].split(' ');
  const used = new Set(lines.map(line => /^socket\((AF_\w+)/.exec(line)?.[1]).filter(Boolean));
  assert.deepEqual([...used].filter(family => !families.includes(family)), []);
  assert.deepEqual(settings('MemoryDenyWriteExecute'), ['yes']);
  // As systemd has it: no mapping that is both, and no protection that adds execution.
  assert.deepEqual(lines.filter(line => /^mmap\(.*PROT_WRITE\|PROT_EXEC/.test(line) || /^(pkey_)?mprotect\(.*PROT_EXEC/.test(line)), []);
  s.t.diagnostic(`${calls.size} kinds of calls, all permitted`);
});
