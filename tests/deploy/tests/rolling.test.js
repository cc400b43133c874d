// A rolling restart of four servers behind nginx, a short one; tests/deploy/rolling-upgrade does it from the commit before to this one.
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { Random } from '../../e2e/faults/random.js';
import { scenario } from '../../e2e/harness/scenario.js';
import { RollingWorld } from '../rolling/upgrade.js';

scenario('four servers behind nginx, restarted one after the other under load: nothing acknowledged is lost', async s => {
  const world = await RollingWorld.start(s, { clients: 18, drain: 5000 });
  world.talk(4, new Random(1));
  world.welcome();
  await sleep(1000);
  await world.restartAll(500);
  world.silence();
  await world.settle();
  const failed = world.checks().filter(([, holds]) => !holds);
  assert.deepEqual(failed, []);
  for (const [name, , detail] of world.checks()) s.t.diagnostic(`${name}: ${detail}`);
});
