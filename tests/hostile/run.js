// Attacks on real servers with the options they have by default, in Production, while honest people talk. See README.md.
import { fork } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Mesh } from '../e2e/harness/servers.js';
import { until, within } from '../e2e/harness/wait.js';
import { attacks } from './attacks/index.js';
import { check, checks, judge } from './judging.js';
import { watch } from './measuring.js';

const { values, positionals: words } = parseArgs({
  options: { short: { type: 'boolean', default: false }, report: { type: 'string' } }, allowPositionals: true,
});
// A short run shows that the bounds on what is held and on who gets in hold; times are for a machine that does nothing else.
const run = values.short
  ? { settling: 200, quiet: { before: 0, after: 700 }, seconds: 2.5, patience: 60_000, scale: 0.05 }
  : { settling: 1_000, quiet: { before: 5_000, after: 5_000 }, seconds: 15, patience: 300_000, scale: 1 };

process.env.ASPNETCORE_ENVIRONMENT = 'Production';

/** A process that is asked, and answers. The first answer says that it is ready. */
class Asked {
  constructor(name, ...args) {
    this.child = fork(fileURLToPath(new URL(name, import.meta.url)), args, { execArgv: ['--no-deprecation'] });
    this.ready = this.#answer();
    this.ready.catch(() => { }); // whoever waits for it is told
  }

  ask(what = 'next') {
    const reply = this.#answer();
    this.child.send(what);
    return reply;
  }

  end = () => this.child.kill('SIGKILL');

  #answer() {
    return new Promise((resolve, reject) => {
      this.child.once('message', resolve);
      this.child.once('exit', code => reject(new Error(`a process ended, exit code ${code}`)));
    });
  }
}

let shared;

/** Two servers: new ones for each attack of a full run, and for those that need other ones. */
async function start(attack) {
  const ownOnes = !values.short || attack.openFiles || attack.stopsLog || attack.plan || attack.options;
  if (!ownOnes && shared) return { mesh: shared };
  const mesh = await Mesh.plan(2, attack.options?.(run.scale) ?? []);
  if (attack.openFiles) mesh.servers[0].via = ['prlimit', `--nofile=${attack.openFiles}`];
  const secret = await attack.plan?.(mesh);
  await Promise.all(mesh.servers.slice(0, attack.started ?? 2).map(server => server.start()));
  if (!ownOnes) shared = mesh;
  return { mesh, secret };
}

async function prove(name) {
  const attack = attacks[name];
  console.log(`${name}: ${attack.what}`);
  const { mesh, secret = '' } = await start(attack);
  const front = await attack.front?.(mesh) ?? mesh.servers[0];
  const processes = [
    new Asked('honest.js', front.url, attack.newcomer ?? ''),
    new Asked('attacker.js', name, front.host ?? front.ip, String(front.port), String(run.seconds), String(run.scale), secret),
  ];
  if (attack.readers) processes.push(new Asked('readers.js', attack.readers.join(), ...mesh.servers.map(server => server.url)));
  try {
    await attackOnce(name, mesh.servers[0], ...processes);
  } catch (error) {
    check(`${name}: ran`, false, `${error.message}\n${mesh.servers[0].lines(20).join('\n')}`);
  } finally {
    processes.forEach(each => each.end());
    await front.end?.();
    if (mesh !== shared) await mesh.end();
  }
}

/** What honest people saw, and what the server held, while that went on; when all is asked for, until all that they did has ended. */
async function measure(server, honest, readers, work, what) {
  const stop = watch(server.process.pid);
  const done = await work();
  const [seen, read] = await Promise.all([honest.ask(what), readers?.ask()]);
  const { closed = [], readers: all = [] } = read ?? {};
  return { ...seen, failures: [...seen.failures, ...closed.map(who => `closed: ${who}`)], readers: all, held: stop(), done };
}

async function attackOnce(name, server, honest, attacker, readers) {
  const attack = attacks[name];
  await within(run.patience, Promise.all([honest.ready, attacker.ready, readers?.ready]), 'everybody to be ready');
  await sleep(run.settling);
  await honest.ask(); // what it measured while it began
  const before = await measure(server, honest, readers, () => sleep(run.quiet.before));
  if (attack.stopsLog) server.process.child.stdout.pause();
  const during = await measure(server, honest, readers, () =>
    within(run.seconds * 1000 + run.patience, attacker.ask(), 'the attacker to end'));
  const after = await measure(server, honest, readers, async () => {
    await sleep(run.quiet.after);
    await until(() => readdirSync(`/proc/${server.process.pid}/fd`).length <= before.held.handles + 32, 'the handles to go').catch(() => { });
  }, 'all');
  const { done } = during.done;
  judge(name, { before, during, after }, { attack, scale: run.scale, done, judgesTimes: !values.short });
  const more = await attack.holds?.({ done, during, after, server, seconds: run.seconds, scale: run.scale }) ?? [];
  for (const { name: what, holds, detail } of more) check(`${name}: ${what}`, holds, detail);
}

const chosen = Object.keys(attacks).filter(name => words.length === 0 || words.some(word => name.includes(word)));
for (const name of chosen) await prove(name);
await shared?.end();
if (values.report) writeFileSync(values.report, JSON.stringify(checks));
console.log(`${checks.passed} passed, ${checks.failed} failed`);
process.exitCode = checks.failed === 0 && checks.passed > 0 ? 0 : 1;
