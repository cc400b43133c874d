// node run.js --from PROGRAM --to PROGRAM [--minutes 2] [--clients 24] [--rate 5] [--drain 10000] [--back] [--short]: servers of the first
// program become, one after the other, servers of the second, behind nginx and under load; with --back they then become the first again.
// Prints its books; exit code 0 when they balance.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Random } from '../../e2e/faults/random.js';
import { repository } from '../../e2e/harness/paths.js';
import { certificate, makeCertificate } from '../harness/certificate.js';

const { values } = parseArgs({
  options: {
    from: { type: 'string' }, to: { type: 'string' }, back: { type: 'boolean', default: false }, short: { type: 'boolean', default: false },
    minutes: { type: 'string', default: '2' }, clients: { type: 'string', default: '24' }, rate: { type: 'string', default: '5' },
    drain: { type: 'string' }, seed: { type: 'string', default: '1' },
  },
});
if (!values.from || !values.to) {
  console.error('--from and --to: give two programs');
  process.exit(2);
}

if (!certificate) { // Node reads NODE_EXTRA_CA_CERTS at its start only
  const scratch = mkdtempSync(join(tmpdir(), 'gossamer-rolling-'));
  const { status } = spawnSync(process.execPath, ['--no-deprecation', fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit', env: { ...process.env, ...makeCertificate(scratch) } });
  rmSync(scratch, { recursive: true, force: true });
  process.exit(status ?? 1);
}

const { RollingWorld } = await import('./upgrade.js');
const endings = [];
const scope = { onEnd: ending => endings.push(ending), tellOnFailure() { } };
const versions = [values.from, values.to].map(program => execFileSync(program, ['--version'], { encoding: 'utf8' }).trim());
console.log(`from ${versions[0]}\n  to ${versions[1]}`);
const drain = Number(values.drain ?? (values.short ? 5000 : 10_000));
const directions = [[values.to, versions[1]], ...(values.back ? [[values.from, versions[0]]] : [])];
const pause = values.short ? 500 : Math.max(0, Number(values.minutes) * 60_000 / directions.length / 5 - drain);
const started = Date.now();
let [failed, world] = [0];
try {
  world = await RollingWorld.start(scope, { command: [values.from], clients: Number(values.clients), drain });
  world.talk(Number(values.rate), new Random(Number(values.seed)));
  world.welcome();
  await sleep(pause);
  for (const [program, version] of directions) {
    world.use([program]);
    await world.restartAll(pause);
    console.log(`all four are ${version}, ${Math.round((Date.now() - started) / 1000)} s after the start`);
  }
  world.silence();
  await world.settle();
  console.log('\nmessages', world.ledger.summary(), '\nin a room', world.rooms.summary(), '\nrestarts', world.restarts);
  for (const [name, holds, detail] of world.checks()) {
    if (!holds) failed++;
    console.log(`${holds ? '✔' : '✖'} ${name}: ${detail}`);
  }
} catch (error) {
  failed++;
  console.log(error.stack);
}
if (failed > 0 && world) {
  const file = join(repository, 'artifacts', 'rolling-upgrade.json');
  mkdirSync(join(file, '..'), { recursive: true });
  const logs = Object.fromEntries(world.servers.map(server => [server.id, server.lines()]));
  writeFileSync(file, JSON.stringify({ versions, lost: world.ledger.lost(), doubled: world.ledger.doubled, disordered: world.ledger.disordered, logs }, null, 1));
  console.log(`details: ${file}`);
}
for (const ending of endings.reverse()) await ending();
process.exit(failed === 0 ? 0 : 1);
