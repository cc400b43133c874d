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

const frame = (page, index) => page.getByTestId('client').nth(index).frameLocator('iframe');
const lines = page => (name, nth = 0) => of => page.locator(`[data-testid="tally-line"][data-name="${name}"]`).nth(nth).locator(`td[data-of="${of}"]`).textContent().then(Number);

scenario('eight clients on four servers talk by a script, and the table knows who got what', async s => {
  const page = await shellOf(s, 8);
  const statuses = await page.getByTestId('client').evaluateAll(clients => clients.map(client => client.dataset.status));
  assert.equal(new Set(statuses).size, 4, statuses.join());
  await page.getByTestId('rate').fill('60');
  await page.getByTestId('talk').click();
  await until(async () => (await sum(page, 'sent')) > 100, 'messages');
  await page.getByTestId('talk').click();
  await until(async () => {
    const [sent, delivered, arrived, missing] = await Promise.all(['sent', 'delivered', 'arrived', 'missing'].map(of => sum(page, of)));
    return sent > 100 && delivered === sent && arrived === sent && missing === 0;
  }, 'all to arrive, and to be answered');
  assert.deepEqual(await Promise.all(['failed', 'doubled', 'out-of-order'].map(of => sum(page, of))), [0, 0, 0]);
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
  const line = lines(page);
  await until(async () => (await line('Billy')('arrived')) > 5, 'messages to Billy');
  assert.deepEqual([await line('Carl')('arrived'), await line('Billy')('sent'), await line('Anna')('failed')], [0, 0, 0]);

  await frame(page, 1).getByTestId('disconnect').click();
  await page.locator('[data-testid="client"][data-status="offline"]').waitFor();
  await page.getByTestId('talk').click();
  await page.getByTestId('forget').click();
  await page.getByTestId('talk').click();
  await until(async () => (await line('Anna')('failed')) > 5, 'messages to nobody');
  await page.getByTestId('talk').click();
  await until(async () => (await line('Anna')('failed')) === (await line('Anna')('sent')), 'all of them to have failed');
  assert.deepEqual([await line('Anna')('delivered'), await line('Billy')('arrived'), await line('Billy')('missing')], [0, 0, 0]);

  await page.getByTestId('remove').nth(1).click();
  assert.match(await page.getByTestId('script-problem').textContent(), /there is no client "Billy"/);
  assert.equal(await page.getByTestId('client').count(), 2);
});

scenario('the table counts what is typed by hand, two clients of one name, and what one says to oneself', async s => {
  const page = await shellOf(s, 3);
  const line = lines(page);
  const third = page.getByTestId('client').nth(2);
  await third.getByTestId('client-name').fill(' \t ');
  await third.getByText('Connect', { exact: true }).click();
  assert.equal(await third.getByTestId('client-problem').textContent(), 'Enter a name.');
  await third.getByTestId('client-name').fill(' Billy ');
  await third.getByText('Connect', { exact: true }).click();
  await until(async () => (await page.locator('[data-testid="tally-line"][data-name="Billy"]').count()) === 2, 'two Billys');
  await frame(page, 2).getByTestId('status').and(frame(page, 2).locator('[data-state="connected"]')).filter({ hasText: 'Billy' }).waitFor();

  const anna = frame(page, 0);
  await anna.getByTestId('users').getByText('Billy').click();
  await anna.getByTestId('text').fill('by hand');
  await anna.getByTestId('text').press('Enter');
  for (const nth of [0, 1]) await until(async () => (await line('Billy', nth)('arrived')) === 1, 'what was typed by hand');
  await page.getByTestId('rate').fill('30');
  await page.getByTestId('script').fill('Anna > Billy: {n}\nAnna > Anna: {n}\nBilly > Anna: {n}');
  await page.getByTestId('talk').click();
  await until(async () => (await sum(page, 'sent')) >= 60, 'messages');
  await page.getByTestId('talk').click();
  await until(async () => (await sum(page, 'delivered')) === (await sum(page, 'sent')), 'answers');
  await until(async () => (await sum(page, 'missing')) === 0, 'all to arrive');
  assert.deepEqual([await sum(page, 'failed'), await sum(page, 'doubled'), await sum(page, 'out-of-order')], [0, 0, 0]);
  await until(async () => (await line('Billy', 0)('arrived')) === (await line('Billy', 1)('arrived')), 'both to have the same');
  assert.ok(await line('Billy', 0)('sent') > 0 && await line('Billy', 1)('sent') > 0, 'both say something');
});
