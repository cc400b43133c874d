// Attacks on real servers with the options they have by default, in Production, while honest people talk. See README.md.
import { fork } from 'node:child_process';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Mesh } from '../e2e/harness/servers.js';
import { attacks } from './attacks/index.js';

const megabyte = 1024 * 1024;
const bounds = { memory: 512 * megabyte, newcomer: 1_000, slower: 3, floor: 25 }; // bytes, ms, times, ms below which a p99 is not judged

const { values, positionals: words } = parseArgs({
  options: { short: { type: 'boolean', default: false }, report: { type: 'string' } }, allowPositionals: true,
});
// A short run shows that the bounds on memory and on who gets in hold; times are for a machine that does nothing else.
const run = values.short ? { seconds: 3, quiet: 0.7, scale: 0.05 } : { seconds: 15, quiet: 5, scale: 1 };

process.env.ASPNETCORE_ENVIRONMENT = 'Production';

const here = name => fileURLToPath(new URL(name, import.meta.url));
const checks = { passed: 0, failed: 0, skipped: 0, failures: [] };

function check(name, holds, detail) {
  checks[holds ? 'passed' : 'failed']++;
  if (!holds) checks.failures.push(`${name}: ${detail}`);
  console.log(`  ${holds ? '✔' : '✖'} ${name}: ${detail}`);
}

const answer = child => new Promise((resolve, reject) => {
  child.once('message', resolve);
  child.once('exit', code => reject(new Error(`a process ended, exit code ${code}`)));
});

async function ask(child) {
  const reply = answer(child);
  child.send('next');
  return reply;
}

/** What a process holds, sampled until it is stopped; the highest of each counts. */
function watch(pid) {
  const highest = { memory: 0, handles: 0 };
  const sample = () => {
    try {
      const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
      highest.memory = Math.max(highest.memory, Number(kilobytes) * 1024);
      highest.handles = Math.max(highest.handles, readdirSync(`/proc/${pid}/fd`).length);
    } catch {
      highest.ended = true;
    }
  };
  const timer = setInterval(sample, 200).unref();
  sample();
  return () => {
    clearInterval(timer);
    sample();
    return highest;
  };
}

let shared;

/** Two servers: new ones for each attack of a full run, and for those that need other ones. */
async function start(attack) {
  const ownOnes = !values.short || attack.openFiles || attack.stopsLog || attack.plan || attack.options;
  if (!ownOnes && shared) return { mesh: shared };
  const mesh = await Mesh.plan(2, attack.options ?? []);
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
  const [server] = mesh.servers;
  const front = await attack.front?.(mesh) ?? { url: server.url, host: server.ip, port: server.port };
  const honest = fork(here('honest.js'), [front.url, attack.newcomer ?? ''], { execArgv: ['--no-deprecation'] });
  const attacker = fork(here('attacker.js'), [name, front.host, String(front.port), String(run.seconds), String(run.scale), secret]);
  try {
    await Promise.all([answer(honest), answer(attacker)]);
    await sleep(values.short ? 200 : 1000);
    await ask(honest); // what it measured while it began
    const stop = watch(server.process.pid);
    const idle = stop();
    await sleep(run.quiet * 1000);
    const before = await ask(honest);
    if (attack.stopsLog) server.process.child.stdout.pause();
    const highestOf = watch(server.process.pid);
    const { done } = await ask(attacker);
    const during = await ask(honest);
    const highest = highestOf();
    await sleep(run.quiet * 1000);
    const after = await ask(honest);
    report(name, { idle, before, during, after, highest, done });
    const more = attack.holds?.(done, run.seconds);
    if (more) check(`${name}: ${more.name}`, more.holds, more.detail);
  } catch (error) {
    check(`${name}: ran`, false, `${error.message}\n${server.lines(20).join('\n')}`);
  } finally {
    honest.kill('SIGKILL');
    attacker.kill('SIGKILL');
    await front.end?.();
    if (mesh !== shared) await mesh.end();
  }
}

function report(name, { idle, before, during, after, highest, done }) {
  const show = ({ p50, p99, max, newcomers, newcomer }) => `p50 ${p50}, p99 ${p99}, max ${max} ms; ${newcomers} newcomers in ${newcomer} ms at most`;
  console.log(`  the attacker: ${JSON.stringify(done)}`);
  console.log(`  before: ${show(before)}\n  during: ${show(during)}\n  after:  ${show(after)}`);
  check(`${name}: memory`, highest.memory < bounds.memory && !highest.ended,
    `${Math.round(idle.memory / megabyte)} MB before, ${Math.round(highest.memory / megabyte)} MB during, ${highest.handles} handles`);
  check(`${name}: honest people are served`, during.failed + after.failed === 0 && during.messages > 0 && during.newcomers > 0,
    during.failures.concat(after.failures).join('; ') || `${during.messages} messages, ${during.newcomers} newcomers`);
  if (values.short) return;
  check(`${name}: newcomers`, during.newcomer <= bounds.newcomer, `${during.newcomer} ms at most`);
  check(`${name}: time`, during.p99 <= Math.max(bounds.floor, bounds.slower * before.p99), `p99 ${before.p99} ms before, ${during.p99} ms during`);
}

const chosen = Object.keys(attacks).filter(name => words.length === 0 || words.some(word => name.includes(word)));
for (const name of chosen) await prove(name);
await shared?.end();
if (values.report) writeFileSync(values.report, JSON.stringify(checks));
console.log(`${checks.passed} passed, ${checks.failed} failed`);
process.exitCode = checks.failed === 0 && checks.passed > 0 ? 0 : 1;
