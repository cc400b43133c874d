// Faults by hand in the shell: links that are cut, servers that are stopped, and what the clients in the frames see of it.
import assert from 'node:assert/strict';
import { barriers, keepPicture, openPage, openShell, startBrowser } from '../harness/browser.js';
import { scenario } from '../harness/scenario.js';
import { startUp } from '../harness/up.js';

const frame = (page, index) => page.getByTestId('client').nth(index).frameLocator('iframe');
const openFaults = page => page.getByTestId('faults').locator('summary').click();
const way = (page, from, to) => page.locator(`[data-testid="way"][data-from="${from}"][data-to="${to}"]`);
const whenWay = (page, from, to, state) => way(page, from, to).and(page.locator(`[data-state="${state}"]`)).waitFor();
const both = (page, pair) => page.locator(`[data-testid="both"][data-pair="${pair}"]`);
const server = (page, id, state) => page.locator(`[data-testid="fault-server"][data-id="${id}"][data-state="${state}"]`);
const user = (page, index, name) => frame(page, index).getByTestId('users').getByTestId('user').filter({ hasText: name });

scenario('a cut link and a stopped server are seen by the clients, and mending brings all back', async s => {
  const up = await startUp(s, 3, ['--faults']);
  const page = await openShell(s, await startBrowser(s), up.page, 3, { viewport: { width: 1500, height: 1300 } });
  await openFaults(page);
  await whenWay(page, 'server-1', 'server-2', 'up');
  assert.deepEqual(await barriers(page), []);
  await user(page, 0, 'Billy').waitFor();

  await both(page, 'server-1 server-2').click();
  for (const [from, to] of [['server-1', 'server-2'], ['server-2', 'server-1']]) await whenWay(page, from, to, 'cut');
  await user(page, 0, 'Billy').waitFor({ state: 'detached' }); // Anna's server does not hear of Billy's any more
  await user(page, 0, 'Carl').waitFor();
  await keepPicture(page, 'shell faults');
  assert.deepEqual(await barriers(page), []);
  await both(page, 'server-1 server-2').click();
  await whenWay(page, 'server-1', 'server-2', 'up');
  await user(page, 0, 'Billy').waitFor();

  await way(page, 'server-3', 'server-1').click(); // one direction
  await whenWay(page, 'server-3', 'server-1', 'cut');
  await user(page, 0, 'Carl').waitFor({ state: 'detached' });
  await user(page, 1, 'Carl').waitFor();
  await way(page, 'server-3', 'server-1').click();
  await whenWay(page, 'server-3', 'server-1', 'up');
  await user(page, 0, 'Carl').waitFor();

  await server(page, 'server-3', 'running').getByRole('button').click();
  await server(page, 'server-3', 'stopped').waitFor();
  await page.locator('[data-testid="client"][data-status^="connected"]').nth(2).waitFor();
  assert.doesNotMatch(await page.getByTestId('client').nth(2).getAttribute('data-status'), /server-3/);
  await server(page, 'server-3', 'stopped').getByRole('button').click();
  await server(page, 'server-3', 'running').waitFor();
  await whenWay(page, 'server-3', 'server-2', 'up');
  await whenWay(page, 'server-1', 'server-3', 'up');
});

scenario('what nobody mends ends by itself', async s => {
  const up = await startUp(s, 2, ['--faults', '--heal-after', '6000']);
  const page = await openPage(s, await startBrowser(s), `${up.page}shell`);
  await openFaults(page);
  await whenWay(page, 'server-1', 'server-2', 'up');
  await way(page, 'server-1', 'server-2').click();
  await whenWay(page, 'server-1', 'server-2', 'cut');
  await whenWay(page, 'server-1', 'server-2', 'up');
  await server(page, 'server-2', 'running').getByRole('button').click();
  await server(page, 'server-2', 'stopped').waitFor();
  await server(page, 'server-2', 'running').waitFor();
  await whenWay(page, 'server-1', 'server-2', 'up');
  assert.deepEqual(page.problems.filter(problem => !problem.includes('ERR_CONNECTION_REFUSED')), []);
});

scenario('in Development servers of their own processes have their links cut, and without either there are no faults', async s => {
  const servers = await s.plan(2);
  for (const each of servers) each.env = { ASPNETCORE_ENVIRONMENT: 'Development' };
  await Promise.all(servers.map(each => each.start()));
  const browser = await startBrowser(s);
  const page = await openPage(s, browser, `${servers[0].url}/shell`);
  await openFaults(page);
  await whenWay(page, 'server-2', 'server-1', 'up');
  await both(page, 'server-1 server-2').click();
  await whenWay(page, 'server-2', 'server-1', 'cut');
  await whenWay(page, 'server-1', 'server-2', 'cut');
  assert.equal(await page.getByTestId('fault-server').count(), 0); // who stopped it could not start it
  await both(page, 'server-1 server-2').click();
  await whenWay(page, 'server-2', 'server-1', 'up');

  const [alone] = await s.mesh(1);
  const off = await openPage(s, browser, `${alone.url}/shell`);
  await openFaults(off);
  await off.getByTestId('faults-off').filter({ hasText: 'faults by hand are off here' }).waitFor();
  assert.deepEqual(await barriers(off), []);
});
