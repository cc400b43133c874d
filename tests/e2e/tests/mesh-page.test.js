// The page of the mesh, with real servers that die, stand still, drain and come back.
import assert from 'node:assert/strict';
import { barriers, keepPicture, openPage, startBrowser } from '../harness/browser.js';
import { scenario } from '../harness/scenario.js';
import { lookFor, watchAlerts } from '../harness/sight.js';
import { startUp } from '../harness/up.js';
import { until } from '../harness/wait.js';

const key = 'a key for operators';
const headline = (page, severity) => page.locator(`[data-testid="headline"][data-severity="${severity}"]`);
const told = (page, text) => page.getByTestId('event').filter({ hasText: text }).first();
const state = (page, what, which, value) => page.locator(`[data-testid="${what}"][${which}][data-state="${value}"]`);

async function openMesh(s, server, path = '/mesh') {
  const page = await openPage(s, await startBrowser(s), `${server.url}${path}`, { viewport: { width: 1400, height: 1000 } });
  await give(page, key);
  return page;
}

async function give(page, what) {
  await page.getByTestId('key').fill(what);
  await page.getByTestId('give-key').click();
}

scenario('the key is asked for once a tab, and forgotten when that is wanted', async s => {
  const [on] = await s.mesh(1, ['--operator-key', key]);
  const page = await openPage(s, await startBrowser(s), `${on.url}/mesh`);
  await page.getByTestId('key').waitFor();
  const alerts = await watchAlerts(page);
  await give(page, 'another key of operators');
  await page.getByText('That is not the key.').waitFor();
  await give(page, key);
  await page.locator('[data-testid="node"][data-state="alive"]').waitFor();
  await page.getByTestId('key').waitFor({ state: 'detached' });
  assert.deepEqual([...new Set(await alerts())], ['That is not the key.']);

  await page.reload();
  await page.locator('[data-testid="node"][data-state="alive"]').waitFor();
  await page.getByTestId('forget-key').click();
  await page.getByTestId('key').waitFor();
  await page.reload();
  await page.getByTestId('key').waitFor();
  assert.equal(await page.locator('[data-testid="node"][data-state="alive"]').count(), 0);
});

async function isSeenWithinTwoSeconds(s, page, id, what, act) {
  const sight = await lookFor(page, id, 'dead');
  const before = Date.now();
  await act();
  const { at, late } = await sight();
  s.t.diagnostic(`${what}: seen after ${at - before} ms, timers late by ${Math.round(late)} ms`);
  assert.ok(at - before <= 2_000 + 3 * late, `${what}: seen after ${at - before} ms, timers late by ${late} ms`);
}

scenario('the page sees within two seconds that a server dies or stands still, its links go, and both come back', async s => {
  const [one, two, three] = await s.mesh(3, ['--operator-key', key]);
  const anna = await s.client(one, { user: 'Anna' });
  const billy = await s.client(two, { user: 'Billy' });
  await anna.listWith('Billy');
  const page = await openMesh(s, one);
  const allUp = async () => (await page.locator('[data-testid="edge"][data-state="up"]').count()) === 3;
  await until(allUp, 'all links to be up');
  await until(async () => (await page.getByTestId('users-total').textContent()) === '2', 'two users');
  await headline(page, 'good').getByText('All well').waitFor();
  assert.equal(await page.title(), 'Gossamer mesh');

  let going = true;
  const talking = (async () => {
    while (going) await anna.sendWithAck('Anna', 'tick');
  })();
  await until(async () => parseFloat(await page.getByTestId('rate').textContent()) > 1, 'a rate');
  going = false;
  await talking;
  await keepPicture(page, 'mesh');

  await isSeenWithinTwoSeconds(s, page, 'server-2', 'a death', () => two.kill());
  await state(page, 'edge', 'data-between="server-1 server-2"', 'down').waitFor();
  assert.equal(await page.getByTestId('alive').textContent(), '2 of 3');
  await headline(page, 'bad').getByText('1 server does not answer').waitFor();
  assert.equal(await page.title(), '(1) Gossamer mesh');
  await told(page, 'server-2: links with 2 servers lost (connection lost)').waitFor();
  await keepPicture(page, 'mesh with a dead server');
  assert.deepEqual(await barriers(page), []);

  await two.start();
  await state(page, 'node', 'data-id="server-2"', 'alive').waitFor();
  await until(allUp, 'all links to be up again');
  await headline(page, 'good').waitFor();
  await told(page, 'server-2 was started anew').waitFor();
  await told(page, 'server-2 started, version').waitFor();
  assert.deepEqual(page.problems.filter(problem => !/Failed to load resource/.test(problem)), []);

  await isSeenWithinTwoSeconds(s, page, 'server-3', 'a server that stands still', () => three.pause());
  const silent = page.locator('[data-testid="link"][data-between="server-3 server-1"]:not([data-state="up"])');
  await silent.getByText(/\d s ago/).waitFor(); // not green any more, though server-1 may not have noticed yet
  await until(async () => (await page.locator('[data-testid="edge"][data-state="up"]').count()) === 1, 'only the link of the two others to be green');
  three.resume();
  await state(page, 'node', 'data-id="server-3"', 'alive').waitFor();
  await told(page, 'server-3 stood still for').waitFor();
  void billy;
});

scenario('a drain is told while it lasts, and afterwards', async s => {
  const [one, two] = await s.mesh(2, ['--operator-key', key, '--drain', '6000']);
  for (const user of ['Anna', 'Billy', 'Carla']) await s.client(two, { user });
  const page = await openMesh(s, one);
  await headline(page, 'good').waitFor();
  const ending = two.terminate();
  await Promise.all([
    page.locator('[data-testid="problem"][data-kind="draining"]').waitFor(),
    state(page, 'node', 'data-id="server-2"', 'draining').waitFor(),
  ]);
  await keepPicture(page, 'mesh while a server drains');
  assert.deepEqual(await barriers(page), []);
  await told(page, 'server-2 drains: 3 connections go elsewhere').waitFor();
  await ending;
  await state(page, 'node', 'data-id="server-2"', 'dead').waitFor();
  await told(page, 'server-2: link with server-1 lost').waitFor();
});

scenario('a user is found, and the page of her server shows her connections', async s => {
  const up = await startUp(s, 2);
  const [one, two] = up.servers;
  for (const [server, user] of [[one, 'Anna'], [two, 'Anna'], [two, 'Anna'], [two, 'Billy']]) await s.client(server, { user });
  const page = await openPage(s, await startBrowser(s), `${up.page}mesh`, { viewport: { width: 1280, height: 900 } });
  await page.getByTestId('node').first().waitFor();
  await until(async () => {
    await page.getByTestId('find').fill('Anna');
    await page.getByTestId('find-go').click();
    return (await page.getByTestId('found').textContent()).includes('server-2 (2 connections)');
  }, 'Anna to be found at both');
  await page.getByTestId('found').getByRole('link', { name: 'server-2' }).click();
  await page.getByTestId('panel').waitFor();
  await until(async () => (await page.getByTestId('connection').count()) === 2, 'her two connections');
  await page.getByRole('link', { name: 'All connections' }).click();
  await until(async () => (await page.getByTestId('connection').count()) === 3, 'all of the server');
  await keepPicture(page, 'mesh, one server');
  assert.deepEqual(await barriers(page), []);
  await page.getByTestId('facts').getByText('the process, which is several servers').first().waitFor();
  await page.goBack();
  await page.goBack();
  await page.getByTestId('graph').waitFor();

  await page.getByTestId('find').fill('Nobody');
  await page.keyboard.press('Enter');
  await page.getByText('Nobody is nowhere connected').waitFor();
});
