// The shell: many clients in one window.
import assert from 'node:assert/strict';
import { barriers, keepPicture, openShell, startBrowser } from '../harness/browser.js';
import { scenario } from '../harness/scenario.js';
import { startUp } from '../harness/up.js';
import { until } from '../harness/wait.js';

async function shellOf(s, clients) {
  const up = await startUp(s, 4);
  const page = await openShell(s, await startBrowser(s), up.page, clients, { viewport: { width: 1500, height: 1100 } });
  assert.equal(await page.getByTestId('client').count(), clients);
  return page;
}

const sum = (page, of) => page.locator(`[data-testid="tally"] td[data-of="${of}"]`).allTextContents().then(cells => cells.reduce((total, cell) => total + Number(cell), 0));

scenario('eight clients on four servers talk by a script, and the table knows who got what', async s => {
  const page = await shellOf(s, 8);
  const statuses = await page.getByTestId('client').evaluateAll(clients => clients.map(client => client.dataset.status));
  assert.equal(new Set(statuses).size, 4, statuses.join());
  await page.getByTestId('rate').fill('60');
  await page.getByTestId('talk').click();
  await until(async () => (await sum(page, 'sent')) > 150, 'messages');
  await page.getByTestId('talk').click();
  await until(async () => {
    const [sent, arrived, missing] = await Promise.all(['sent', 'arrived', 'missing'].map(of => sum(page, of)));
    return sent > 150 && arrived === sent && missing === 0;
  }, 'all to arrive');
  assert.deepEqual(await Promise.all(['failed', 'doubled', 'out-of-order'].map(of => sum(page, of))), [0, 0, 0]);
  assert.equal(await sum(page, 'delivered'), await sum(page, 'sent'));
  await keepPicture(page, 'shell');
  assert.deepEqual(await barriers(page), []);
  assert.deepEqual(page.problems, []);
});

scenario('a script names its people, its mistakes are told, and what is said to nobody has failed', async s => {
  const page = await shellOf(s, 3);
  await page.getByTestId('script').fill('Anna > Zoe: hello');
  assert.match(await page.getByTestId('script-problem').textContent(), /Line 1: there is no client "Zoe"/);
  assert.ok(await page.getByTestId('talk').isDisabled());

  await page.getByTestId('script').fill('Anna > Billy: number {n}');
  await page.getByTestId('talk').click();
  const line = name => of => page.locator(`[data-testid="tally-line"][data-name="${name}"] td[data-of="${of}"]`).textContent().then(Number);
  await until(async () => (await line('Billy')('arrived')) > 5, 'messages to Billy');
  assert.deepEqual([await line('Carl')('arrived'), await line('Billy')('sent')], [0, 0]);
  await page.getByTestId('remove').nth(1).click();
  assert.match(await page.getByTestId('script-problem').textContent(), /there is no client "Billy"/);
  assert.equal(await page.getByTestId('client').count(), 2);
});
