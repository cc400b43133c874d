// What a person reads who made a mistake: one line on standard error and an exit code.
import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serverCommand } from '../harness/paths.js';
import { freePort } from '../harness/ports.js';
import { Launched } from '../harness/processes.js';
import { scenario } from '../harness/scenario.js';
import { within } from '../harness/wait.js';

async function gossamer(s, ...args) {
  const [command, ...before] = serverCommand();
  const launched = new Launched(command, [...before, ...args]);
  s.onEnd(() => launched.stop('SIGKILL'));
  const end = await within(30_000, launched.exited, `gossamer ${args.join(' ')} to end`);
  return { code: end.code, errors: launched.stderr.filter(line => line.trim() !== ''), lines: launched.lines };
}

async function configFile(s, content) {
  const directory = await mkdtemp(join(tmpdir(), 'gossamer-e2e-'));
  s.onEnd(() => rm(directory, { recursive: true, force: true }));
  const file = join(directory, 'config.json');
  if (content !== undefined) await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

const server = (n, change = {}) => ({ id: `server-${n}`, ip: '127.0.0.1', port: 3000 + n, ...change });
const mistakes = [
  ['a missing file', undefined, /config\.json/],
  ['broken JSON', '{\n  "servers": [\n    { "id": "server-1" "ip": "127.0.0.1" }\n]}', /3.*\b2[0-9]\b/],
  ['an own id that is not in the file', { servers: [server(2)] }, /server-1/],
  ['a duplicate id', { servers: [server(1), server(1, { port: 3005 })] }, /server-1/],
  ['a duplicate address', { servers: [server(1), server(2, { port: 3001 })] }, /3001/],
  ['a port out of range', { servers: [server(1, { port: 65536 })] }, /65536/],
  ['no servers', { servers: [] }, /server/],
];

for (const [title, content, mentions] of mistakes) {
  scenario(`${title}: one clear line, exit code 2`, async s => {
    const { code, errors } = await gossamer(s, 'serve', await configFile(s, content), 'server-1', '--identity', 'open');
    assert.equal(code, 2, errors.join('\n'));
    assert.equal(errors.length, 1, errors.join('\n'));
    assert.match(errors[0], mentions);
    assert.doesNotMatch(errors[0], /Exception|^\s+at /);
  });
}

scenario('a port in use: exit code 1, and the line names the port', async s => {
  const port = await freePort();
  const squatter = createServer().listen(port, '127.0.0.1');
  s.onEnd(() => new Promise(resolve => squatter.close(resolve)));
  await within(5_000, new Promise(resolve => squatter.once('listening', resolve)), 'the port to be taken');
  const { code, errors } = await gossamer(s, 'serve', await configFile(s, { servers: [server(1, { port })] }), 'server-1', '--identity', 'open');
  assert.equal(code, 1, errors.join('\n'));
  assert.equal(errors.length, 1, errors.join('\n'));
  assert.match(errors[0], new RegExp(String(port)));
});

for (const args of [['--help'], ['up', '--help'], ['serve', '--help']]) {
  scenario(`${args.join(' ')} explains itself`, async s => {
    const { code, lines } = await gossamer(s, ...args);
    assert.equal(code, 0);
    assert.match(lines.join('\n'), /usage/i);
  });
}
