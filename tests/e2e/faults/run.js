// Real faults on real servers while real clients talk and a delivery ledger is kept. See README.md.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { repository } from '../harness/paths.js';
import { until } from '../harness/wait.js';
import { faults } from './faults.js';
import { Random } from './random.js';
import { World } from './world.js';

const bound = 30_000; // ms until all is well after a fault: 14 s for the servers' lists, a session's window, clients' own waits

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '5' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    clients: { type: 'string', default: '24' },
    servers: { type: 'string', default: '4' },
    rate: { type: 'string', default: '5' },
    faults: { type: 'string' },
    short: { type: 'boolean', default: false },
    'no-old-clients': { type: 'boolean', default: false },
    copies: { type: 'string', default: '1' },
    'no-network': { type: 'boolean', default: false },
    engine: { type: 'string', default: process.env.GOSSAMER_TEST_ENGINE || 'direct' },
    report: { type: 'string' },
  },
});

const { engine } = values;
const possibleFaults = Object.keys(faults).filter(name => (faults[name].engine ?? engine) === engine);
const named = values.faults === 'none' ? [] : values.faults?.split(',') ?? possibleFaults;
const unknown = named.filter(name => !possibleFaults.includes(name));
if (!['direct', 'nats'].includes(engine)) usage(`there is no engine "${engine}"`);
if (unknown.length > 0) usage(`there is no fault "${unknown[0]}" with the engine "${engine}": ${possibleFaults.join(', ')}`);

function usage(problem) {
  console.error(problem);
  process.exit(2);
}

const random = new Random(Number(values.seed));
const world = await World.create({
  servers: Number(values.servers), clients: Number(values.clients), useNetwork: !values['no-network'], useOld: !values['no-old-clients'],
  copies: Number(values.copies), engine,
});
const checks = { passed: 0, failed: 0, skipped: 0, failures: [] };
const done = {};
let slowest = { ms: 0 };

function check(name, holds, detail = '') {
  checks[holds ? 'passed' : 'failed']++;
  if (!holds) checks.failures.push(`${name}: ${detail}`);
  console.log(`${holds ? '✔' : '✖'} ${name}${detail ? `: ${detail}` : ''}`);
}

/** One fault, perhaps with a second one on another server, and the time until all is well again. */
async function inflict(name, second) {
  const isOfNats = faults[name].engine === 'nats';
  if (name !== 'moves') await spread();
  if (isOfNats) await spreadOverNats();
  const [first, other] = shuffled(world.servers);
  const server = isOfNats ? world.partner(first, random) : first;
  const label = second ? `${name} + ${second}` : name;
  const started = Date.now();
  await Promise.all([faults[name].act(world, random, server), ...(second ? [faults[second].act(world, random, other)] : [])]);
  done[label] = (done[label] ?? 0) + 1;
  const lasted = Date.now() - started;
  try {
    const ms = await world.recovered(bound);
    if (ms > slowest.ms) slowest = { ms, label };
    console.log(`  ${label} (${server.id}${second ? `, ${other.id}` : ''}) for ${lasted} ms; all well after ${ms} ms`);
  } catch (error) {
    check(`recovery from ${label} (${server.id})`, false, error.message);
  }
}

/** Servers that were away have no clients: without some nothing would happen there. */
async function spread() {
  const count = index => world.talkers.filter(({ server }) => server === index).length;
  if (world.servers.every((_, index) => count(index) >= 2)) return;
  world.talkers.forEach((talker, index) => {
    if (talker.server !== index % world.servers.length) talker.comeBackAt(index % world.servers.length);
  });
  await sleep(500);
  await world.recovered(bound);
  done['spread anew'] = (done['spread anew'] ?? 0) + 1;
}

/** Servers stay where they are when a nats-server comes back: in the end all may be at one, and cutting that off would cut nobody off. */
async function spreadOverNats() {
  for (let tries = 0; tries < 5; tries++) {
    const used = new Set(world.servers.map(server => world.partner(server, random)));
    if (used.size > 1) return;
    const [full] = used;
    await full.kill();
    await until(() => world.servers.every(server => world.partner(server, random) !== full), `servers to leave ${full.id}`, { limit: bound });
    await full.start();
    await world.recovered(bound);
    done['spread over NATS anew'] = (done['spread over NATS anew'] ?? 0) + 1;
  }
}

const shuffled = list => list.map(item => [random.next(), item]).sort(([a], [b]) => a - b).map(([, item]) => item);

try {
  console.log(`${values.servers} servers${engine === 'nats' ? ' over NATS' : ''}, ${values.clients} clients, ${values.rate} messages a second each; seed ${values.seed}`);
  for (const [what, why] of Object.entries(world.skipped)) console.log(`- without ${what}: ${why}`);
  const possible = named.filter(name => !(faults[name].needs in world.skipped));
  for (const name of named.filter(fault => !possible.includes(fault))) {
    checks.skipped++;
    console.log(`- ${name}: skipped, ${world.skipped[faults[name].needs]}`);
  }

  check('everybody is there', await world.recovered(60_000) >= 0);
  world.talk(Number(values.rate), random);
  await sleep(2000);
  if (values.short) {
    for (const name of possible) await inflict(name);
  } else {
    const end = Date.now() + Number(values.minutes) * 60_000;
    while (Date.now() < end) {
      if (possible.length === 0) await sleep(1000);
      else await inflict(random.pick(possible), possible.length > 1 && random.next() < 0.2 ? random.pick(['kill', 'stop', 'drain'].filter(name => possible.includes(name))) : undefined);
      await sleep(random.between(1000, 4000));
    }
  }
  world.silence();
  await world.settle();
} catch (error) {
  check('the run', false, error.stack);
}

const { ledger } = world;
const summary = ledger.summary();
const inRoom = world.rooms.summary();
console.log('\nmessages', summary, '\nin a room', inRoom, '\nfaults', done, '\nslowest recovery', slowest);
check('talk', summary.delivered > 0 && summary.arrivals > 0, `${summary.delivered} acknowledged as delivered`);
check('lost', summary.lost === 0, `${summary.lost}, and ${summary.excused} with all servers that had them`);
check('doubled', summary.doubled === 0, `${summary.doubled}, and ${summary.forgotten} with the servers that knew of the first time`);
check('out of order', summary.disordered === 0, `${summary.disordered}`);
check('talk in a room', inRoom.accepted > 0 && inRoom.arrivals > inRoom.accepted, `${inRoom.accepted} accepted, ${inRoom.arrivals} came`);
check('lost in a room', inRoom.lost === 0, `${inRoom.lost}, and ${inRoom.excused} that were told, or with the server that accepted them`);
check('orderly stops', world.exits.every(({ code }) => code === 0), `${world.exits.length}`);
if (checks.failed > 0) writeDetails();
await world.end();
if (values.report) writeFileSync(values.report, JSON.stringify(checks));
console.log(`${checks.passed} passed, ${checks.failed} failed${checks.skipped ? `, ${checks.skipped} skipped` : ''}`);
process.exit(checks.failed === 0 ? 0 : 1);

function writeDetails() {
  const folder = join(repository, 'artifacts');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `faults-${values.seed}.json`);
  const logs = Object.fromEntries([...world.servers, ...world.nats?.servers ?? []].map(server => [server.id, server.lines()]));
  const concerned = message => ({ ...message, stays: ledger.stays.get(message.to), sender: ledger.stays.get(message.from) });
  writeFileSync(file, JSON.stringify({
    summary, kills: ledger.kills, moves: ledger.moves, cuts: ledger.cuts, exits: world.exits,
    lost: ledger.lost().map(concerned), doubled: ledger.doubled.map(concerned), disordered: ledger.disordered.map(concerned), logs,
  }, null, 1));
  console.log(`details: ${file}`);
}
