// A hundred clients that never read, beside a thousand healthy ones that talk: nobody waits for the stuck ones, and they cost what is allowed.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { anyRate, asOperator, operated } from '../harness/options.js';
import { Launched } from '../harness/processes.js';
import { scenario } from '../harness/scenario.js';
import { stuckReader } from '../harness/stuck-reader.js';
import { until, within } from '../harness/wait.js';

const stuck = 100;
const healthy = 1_000;
const outbox = 256 * 1024; // bytes: four times as much may wait while it is not known whether a client takes
const feeders = 4; // each with its own of the stuck ones: the systems' buffers take megabytes for each
const group = 5; // so many are fed at once: a feeder gets its own messages too, and must not become too slow
const program = fileURLToPath(new URL('../harness/talking-crowd.js', import.meta.url));

const memory = pid => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024; // MiB

async function crowd(s, servers) {
  const launched = new Launched(process.execPath, [program, String(healthy), ...servers.map(server => server.url)], { ipc: true });
  s.onEnd(() => launched.stop('SIGKILL'));
  const ended = launched.exited.then(() => { throw new Error(`the crowd ended:\n${launched.lines.join('\n')}`); });
  ended.catch(() => { });
  const next = () => within(60_000, Promise.race([once(launched.child, 'message').then(([message]) => message), ended]), 'the crowd');
  await next();
  return { ask: what => { launched.child.send(what); return next(); } };
}

scenario(`${stuck} clients that never read beside ${healthy} that talk`, { skip: process.platform === 'linux' ? false : 'needs /proc' }, async s => {
  const servers = await s.mesh(2, [
    ...anyRate, ...operated, '--outbox-bytes', String(outbox), '--session-window', '2000',
    '--max-text', '60000', '--log-lines', '0', // a thousand from one address, texts that fill outboxes, every line counted
    '--ping-timeout', '120000', '--ping-timeout-v3', '120000', // nobody is closed for its silence before its outbox is full
  ]);
  const [one, two] = servers;
  const talkers = await crowd(s, servers);
  const alone = await talkers.ask('talk');
  assert.deepEqual([alone.acked, alone.arrived, alone.faults], [alone.sent, alone.sent, []]);

  const sockets = await Promise.all(Array.from({ length: stuck }, (_, n) => stuckReader(one, `stuck-${n}`)));
  s.onEnd(() => sockets.forEach(socket => socket.destroy()));
  const feeding = await Promise.all(Array.from({ length: feeders }, async (_, n) => {
    const feeder = await s.client(two, { events: ['identified'] });
    feeder.user = `feeder-${n}`;
    feeder.emit('identify', { user: feeder.user, presence: 'none' });
    await feeder.reaches(`stuck-${stuck - 1}`, 1);
    return feeder;
  }));
  const before = memory(one.process.pid);
  let peak = before;
  const gone = () => one.lines().filter(line => line.includes('closed: too slow')).length;
  const endings = () => one.lines().filter(line => /stuck-.*here: (?!too slow)/.test(line));
  const text = 'x'.repeat(60_000);

  // Far more than all their outboxes together may hold, while the others go on talking.
  const talking = talkers.ask('talk');
  let fed = 0;
  const share = stuck / feeders;
  const feed = async (feeder, own) => {
    for (let first = own * share; first < (own + 1) * share; first += group) {
      const names = Array.from({ length: group }, (_, n) => `stuck-${first + n}`);
      const acks = await Promise.all(names.map(name => feeder.sendWithAck(name, text)));
      fed += acks.filter(ack => ack.delivered > 0).length;
      peak = Math.max(peak, memory(one.process.pid));
    }
  };
  await until(async () => {
    await Promise.all(feeding.map(feed));
    return gone() >= stuck;
  }, `${stuck} lines of "too slow"`, { limit: 100_000 }).catch(error => {
    throw new Error(`${error.message}; the stuck ones ended by ${JSON.stringify(endings())}`, { cause: error });
  });
  const beside = await talking;
  assert.deepEqual([beside.acked, beside.arrived, beside.faults], [beside.sent, beside.sent, []]);
  assert.equal(gone(), stuck);
  await until(async () => (await (await fetch(`${two.url}/api/users/stuck-0`, { headers: asOperator })).json()).error?.code === 'not-connected', 'the stuck ones to be off the list');
  s.t.diagnostic(`fed ${(fed * text.length / 2 ** 20).toFixed(0)} MiB to ${stuck} stuck readers with ${outbox / 1024} KiB each: `
    + `memory ${before.toFixed(0)} MiB before, ${peak.toFixed(0)} MiB at most; `
    + `an ack took the ${healthy} others ${alone.median.toFixed(1)} ms (99 %: ${alone.late.toFixed(1)}) alone, ${beside.median.toFixed(1)} ms (${beside.late.toFixed(1)}) beside them`);
  assert.ok(peak - before < 400, `memory grew from ${before} to ${peak} MiB`);
});
