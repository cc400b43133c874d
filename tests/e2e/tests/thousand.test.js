// A thousand clients join four servers at once, and each ends with the whole list. The time is told, and judged generously.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Launched } from '../harness/processes.js';
import { scenario } from '../harness/scenario.js';
import { within } from '../harness/wait.js';

const count = 1_000;
const limit = 90_000;
const program = fileURLToPath(new URL('../harness/crowd.js', import.meta.url));

/** CPU time of a process so far, in seconds, where the system tells it. */
function cpuSeconds(pid) {
  if (!existsSync(`/proc/${pid}/stat`)) return NaN;
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

scenario(`${count} clients on four servers: each ends with the whole list`, { limit: limit + 60_000 }, async s => {
  const servers = await s.mesh(4);
  const cpuBefore = servers.map(server => cpuSeconds(server.process.pid));
  const crowd = new Launched(process.execPath, [program, String(count), String(limit), ...servers.map(server => server.url)], { ipc: true });
  s.onEnd(() => crowd.stop('SIGKILL'));
  const early = crowd.exited.then(() => { throw new Error(`the crowd ended early:\n${crowd.lines.join('\n')}`); });
  early.catch(() => { });
  const [result] = await within(limit + 30_000, Promise.race([once(crowd.child, 'message'), early]), 'the crowd');

  const cpu = servers.map((server, n) => cpuSeconds(server.process.pid) - cpuBefore[n]);
  const total = cpu.reduce((sum, each) => sum + each, 0);
  s.t.diagnostic(`${result.complete} of ${count} clients have the whole list after ${(result.milliseconds / 1000).toFixed(2)} s; `
    + `${(result.bytes / 1e6).toFixed(1)} MB received in ${result.lists} lists (one whole list to each would be ${(count * count * 13 / 1e6).toFixed(1)} MB); `
    + `servers used ${total.toFixed(1)} s of CPU`);
  assert.deepEqual(result.failures, []);
  assert.deepEqual([result.connected, result.complete], [count, count]);

  // One who comes last sees them all, and they see the one.
  const last = await s.client(servers[3], { user: 'zz last' });
  assert.equal((await last.list(list => list.length === count + 1)).length, count + 1);
});
