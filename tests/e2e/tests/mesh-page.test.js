// How the mesh stands: the endpoint, who may ask it, and the page.
import assert from 'node:assert/strict';
import { barriers, keepPicture, openPage, startBrowser } from '../harness/browser.js';
import { scenario } from '../harness/scenario.js';
import { lookFor, watchAlerts } from '../harness/sight.js';
import { startUp } from '../harness/up.js';
import { until } from '../harness/wait.js';

const key = 'a key for operators';
const ask = async (server, headers = {}) => {
  const answer = await fetch(`${server.url}/api/mesh`, { headers });
  return [answer.status, await answer.json()];
};
const asOperator = { authorization: `Bearer ${key}` };

scenario('each server tells what it has, counts, and how its links stand', async s => {
  const up = await startUp(s, 2);
  const [one, two] = up.servers;
  const [anna, billy] = [await s.client(one, { user: 'Anna' }), await s.client(two, { user: 'Billy' })];
  await anna.listWith('Billy');
  for (let n = 0; n < 3; n++) await anna.sendWithAck('Billy', `${n}`);
  await billy.message('2');
  await until(async () => (await ask(one))[1].links[0].roundTripMs !== null, 'a round trip');
  const [status, here] = await ask(one);
  assert.equal(status, 200);
  const { id, users, usersHere, connections, waiting, taken, handed, draining, links: [link] } = here;
  assert.deepEqual({ id, users, usersHere, connections, waiting, taken, handed, draining },
    { id: 'server-1', users: 2, usersHere: 1, connections: 1, waiting: 0, taken: 3, handed: 3, draining: false });
  const { peer, outgoing, incoming, unacknowledged, forwarded, received, closed } = link;
  assert.deepEqual({ peer, outgoing, incoming, unacknowledged, forwarded, received, closed },
    { peer: 'server-2', outgoing: 'up', incoming: 'up', unacknowledged: 0, forwarded: 3, received: 0, closed: null });
  assert.ok(link.roundTripMs > 0 && link.roundTripMs < 1000, String(link.roundTripMs));
  const [, there] = await ask(two);
  assert.deepEqual([there.taken, there.handed, there.links[0].received], [0, 3, 3]);
});

scenario('serve shows it to nobody, or to whoever has the key', async s => {
  const [off] = await s.mesh(1);
  assert.equal((await ask(off))[0], 404);
  assert.match((await ask(off))[1].error.message, /--operator-key/);
  const [on] = await s.mesh(1, ['--operator-key', key]);
  assert.equal((await ask(on))[0], 401);
  assert.equal((await ask(on, { authorization: 'Bearer another key' }))[0], 401);
  assert.equal((await ask(on, asOperator))[1].id, 'server-1');

  const page = await openPage(s, await startBrowser(s), `${on.url}/mesh`);
  const give = async what => {
    await page.getByTestId('key').fill(what);
    await page.getByTestId('give-key').click();
  };
  await page.getByTestId('key').waitFor();
  const alerts = await watchAlerts(page);
  await give(key);
  await page.locator('[data-testid="node"][data-state="alive"]').waitFor();
  await page.getByTestId('key').waitFor({ state: 'detached' });
  assert.deepEqual(await alerts(), []);

  await page.reload();
  await give('another key of operators');
  await page.getByText('That is not the key.').waitFor();
  await give(key);
  await page.locator('[data-testid="node"][data-state="alive"]').waitFor();
});

async function isSeenWithinTwoSeconds(s, page, id, what, act) {
  const sight = await lookFor(page, id, 'dead');
  const before = Date.now();
  await act();
  const { at, late } = await sight();
  s.t.diagnostic(`${what}: seen after ${at - before} ms, timers late by ${Math.round(late)} ms`);
  assert.ok(at - before <= 2_000 + late, `${what}: seen after ${at - before} ms, timers late by ${late} ms`);
}

scenario('the page sees within two seconds that a server dies or stands still, its links go, and both come back', async s => {
  const [one, two, three] = await s.mesh(3, ['--operator-key', key]);
  const anna = await s.client(one, { user: 'Anna' });
  const billy = await s.client(two, { user: 'Billy' });
  await anna.listWith('Billy');
  const page = await openPage(s, await startBrowser(s), `${one.url}/mesh`, { viewport: { width: 1400, height: 1000 } });
  await page.getByTestId('key').fill(key);
  await page.getByTestId('give-key').click();
  const state = (what, which, value) => page.locator(`[data-testid="${what}"][${which}][data-state="${value}"]`);
  const allUp = async () => (await page.locator('[data-testid="edge"][data-state="up"]').count()) === 3;
  await until(allUp, 'all links to be up');
  await until(async () => (await page.getByTestId('users-total').textContent()) === '2', 'two users');

  let going = true;
  const talking = (async () => {
    while (going) await anna.sendWithAck('Anna', 'tick');
  })();
  await until(async () => parseFloat(await page.getByTestId('rate').textContent()) > 1, 'a rate');
  going = false;
  await talking;
  await keepPicture(page, 'mesh');

  await isSeenWithinTwoSeconds(s, page, 'server-2', 'a death', () => two.kill());
  await state('edge', 'data-between="server-1 server-2"', 'down').waitFor();
  assert.equal(await page.getByTestId('alive').textContent(), '2 of 3');
  await keepPicture(page, 'mesh with a dead server');
  assert.deepEqual(await barriers(page), []);

  await two.start();
  await state('node', 'data-id="server-2"', 'alive').waitFor();
  await until(allUp, 'all links to be up again');
  assert.deepEqual(page.problems.filter(problem => !/Failed to load resource/.test(problem)), []);

  await isSeenWithinTwoSeconds(s, page, 'server-3', 'a server that stands still', () => three.pause());
  three.resume();
  await state('node', 'data-id="server-3"', 'alive').waitFor();
  void billy;
});
