// What the documents tell their readers to type is typed here, in a shell, but for what other tests run, and what cannot be run here.
import assert from 'node:assert/strict';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { commandsOf } from '../harness/documents.js';
import { answers } from '../harness/up.js';
import { serverCommand } from '../harness/paths.js';
import { freePort } from '../harness/ports.js';
import { Launched } from '../harness/processes.js';
import { scenario } from '../harness/scenario.js';
import { until, within } from '../harness/wait.js';

const documents = [
  'README.md', 'docs/operations.md', 'docs/protocol.md', 'docs/mesh-protocol.md', 'docs/terminal.md', 'docs/testing.md',
  'deploy/README.md',
];

/** Where else a command is run, or why it cannot be here. By its beginning. */
const elsewhere = {
  'dotnet run --project src/Gossamer.Server': 'up.test.js runs what was built',
  './test': 'runs this',
  'build/package': 'tests/deploy',
  'dotnet publish': 'tests/deploy, and ./test --aot',
  'dotnet tool install': 'tests/deploy installs the tool from the package',
  'dotnet add package': 'the package test of tests/samples',
  'sudo dpkg': 'tests/deploy unpacks the package',
  'sudo systemctl': 'needs systemd; the unit is checked by tests/deploy',
  'cd deploy/compose': 'needs containers',
  'podman build': 'needs containers; tests/deploy makes what the file copies',
  'echo hi | dotnet run': 'terminal.test.js, piped',
  'kubectl': 'needs a cluster; the manifests are checked by tests/deploy',
  'helm': 'needs a cluster; the chart is checked by tests/deploy',
  'tests/deploy/rolling-upgrade': 'run in its short form by tests/deploy',
  'bench/': 'bench/README.md has what they measured',
  'gossamer chat --user Anna': 'terminal.test.js, in a terminal',
  'gossamer chat --user bot': 'terminal.test.js, piped',
};
const typed = new Set();

/** A shell in a folder of its own, in which "gossamer" is what was built. */
async function shell(s) {
  const folder = await mkdtemp(join(tmpdir(), 'gossamer-e2e-'));
  s.onEnd(() => rm(folder, { recursive: true, force: true }));
  const program = join(folder, 'gossamer');
  await writeFile(program, `#!/bin/sh\nexec ${serverCommand().map(word => `'${word}'`).join(' ')} "$@"\n`);
  await chmod(program, 0o755);
  const env = { PATH: `${folder}:${process.env.PATH}`, ASPNETCORE_ENVIRONMENT: 'Production' };

  const start = (document, command, change = text => text, more = {}) => {
    assert.ok(commandsOf(document).includes(command), `${document} has no "${command}" any more`);
    typed.add(`${document}: ${command}`);
    const launched = new Launched('bash', ['-c', change(command)], { cwd: folder, env: { ...env, ...more }, group: true });
    s.onEnd(() => launched.stop('SIGKILL'));
    return launched;
  };
  const run = async (...command) => {
    const launched = start(...command);
    const { code } = await within(30_000, launched.exited, `the end of ${command[1]}`);
    return { code, text: launched.lines.join('\n') };
  };
  return { folder, start, run };
}

scenario('keys: made, shown once more, and a server that runs with its own, looked at by the doctor', async s => {
  const { folder, start, run } = await shell(s);
  const made = await run('docs/mesh-protocol.md', 'gossamer key new --out server-1.key');
  assert.equal(made.code, 0, made.text);
  const shown = await run('docs/mesh-protocol.md', 'gossamer key public server-1.key');
  const publicKey = shown.text.trim();
  assert.match(publicKey, /^MFkw\S+$/);
  assert.ok(made.text.includes(publicKey));
  await rm(join(folder, 'server-1.key'));
  assert.equal((await run('README.md', 'gossamer key new --out server-1.key')).code, 0);
  const port = await freePort();
  await writeFile(join(folder, 'config.json'), JSON.stringify({ servers: [{ id: 'server-1', ip: '127.0.0.1', port }] }));
  start('docs/mesh-protocol.md', 'gossamer serve config.json server-1 --server-key server-1.key', text => text, { GOSSAMER_IDENTITY: 'open' });
  await until(() => answers(`http://127.0.0.1:${port}/healthz`), 'the server');

  const doctor = await run(
    'docs/operations.md', 'gossamer doctor config.json server-1 --server-key server-1.key --identity open');

  assert.equal(doctor.code, 0, doctor.text);
});

scenario('tokens: one that the server takes, and what is logged, changed while it runs', async s => {
  const { folder, start, run } = await shell(s);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  await writeFile(join(folder, 'config.json'), JSON.stringify({ servers: [{ id: 'server-1', ip: '127.0.0.1', port }] }));
  const token = await run('docs/protocol.md', 'gossamer token --user Anna');
  assert.equal(token.code, 0, token.text);
  const key = 'an operator key of a test';
  start(
    'docs/protocol.md', 'gossamer serve config.json server-1 --identity jwt --jwt-key-file jwt.key', text => text,
    { GOSSAMER_OPERATOR_KEY: key });
  await until(() => answers(`${url}/healthz`), 'the server');
  const anna = await s.client({ url }, { settings: { auth: { token: token.text.trim().split('\n').at(-1) } } });
  await anna.identify('Anna');
  await readFile(join(folder, 'jwt.key'));

  const levels = [];
  for (const command of commandsOf('docs/operations.md').filter(text => text.startsWith('curl'))) {
    const asked = await run(
      'docs/operations.md', command, text => `${text.replace('http://10.0.0.1:3001', url)} --silent --show-error --fail-with-body`, { KEY: key });
    assert.equal(asked.code, 0, `${command}: ${asked.text}`);
    levels.push(JSON.parse(asked.text.split('\n').at(-1)));
  }
  assert.equal(levels.length, 4);
  assert.match(JSON.stringify(levels[1]), /Gossamer\.Mesh.*Debug/);
  assert.doesNotMatch(JSON.stringify(levels[2]), /Gossamer\.Mesh.*Debug/);
  assert.match(JSON.stringify(levels[3]), /Warning/);
});

scenario('a message out of a script', async s => {
  const { run } = await shell(s);
  const [server] = await s.mesh(1);
  const command = "echo 'Backup done' | gossamer chat --user backup --to Anna || echo 'Anna did not get it'";
  const at = text => text.replace('--to Anna', `--to Anna --server ${server.url}`);
  assert.match((await run('docs/terminal.md', command, at)).text, /Anna did not get it/);
  const anna = await s.client(server, { user: 'Anna' });
  const said = await run('docs/terminal.md', command, at);
  assert.doesNotMatch(said.text, /Anna did not get it/);
  await anna.message('Backup done');
});

test('every command of the documents is run, here or elsewhere', () => {
  const left = documents.flatMap(document => commandsOf(document)
    .filter(command => !typed.has(`${document}: ${command}`) && !Object.keys(elsewhere).some(start => command.startsWith(start)))
    .map(command => `${document}: ${command}`));
  assert.deepEqual(left, []);
});
