// Rooms in the shell: clients that are put into them talk there by a script, and the table knows exactly who got what.
import assert from 'node:assert/strict';
import { barriers, keepPicture, openShell, startBrowser } from '../harness/browser.js';
import { scenario } from '../harness/scenario.js';
import { startUp } from '../harness/up.js';
import { until } from '../harness/wait.js';

const room = (page, name) => page.locator(`[data-testid="room"][data-room="${name}"]`);
const seat = (page, name, who) => room(page, name).locator(`[data-testid="seat"][data-name="${who}"]`);
const whenSeat = (page, name, who, state) => seat(page, name, who).and(page.locator(`[data-state="${state}"]`)).waitFor();
const count = (page, name, of) => room(page, name).locator(`[data-of="${of}"]`).textContent().then(Number);

async function addRoom(page, name) {
  await page.getByTestId('room-name').fill(name);
  await page.getByTestId('add-room').click();
}

async function talkUntil(page, script, name, sent) {
  await page.getByTestId('script').fill(script);
  await page.getByTestId('rate').fill('40');
  await page.getByTestId('talk').click();
  await until(async () => (await count(page, name, 'sent')) >= sent, 'messages in the room');
  await page.getByTestId('talk').click();
}

scenario('clients in rooms talk there, and each of the others gets each message once', async s => {
  const up = await startUp(s, 3);
  const page = await openShell(s, await startBrowser(s), up.page, 4, { viewport: { width: 1500, height: 1300 } });
  await addRoom(page, 'tea');
  await addRoom(page, 'coffee');
  await room(page, 'tea').getByTestId('all-in').click();
  await seat(page, 'coffee', 'Anna').click();
  await seat(page, 'coffee', 'Dora').click();
  for (const who of ['Anna', 'Billy', 'Carl', 'Dora']) await whenSeat(page, 'tea', who, 'in');
  for (const who of ['Anna', 'Dora']) await whenSeat(page, 'coffee', who, 'in');

  await talkUntil(page, '* > #tea: {n}\nDora > #coffee: {n}', 'tea', 30);
  /** Each of the others has, and was said to have, all that was sent. */
  const settled = async (name, others) => {
    const [sent, delivered, arrived, missing] = await Promise.all(['sent', 'delivered', 'arrived', 'missing'].map(of => count(page, name, of)));
    return missing === 0 && arrived === others * sent && delivered === others * sent;
  };
  await until(async () => (await settled('tea', 3)) && (await settled('coffee', 1)), 'all to arrive');
  for (const name of ['tea', 'coffee']) assert.deepEqual(await Promise.all(['failed', 'doubled'].map(of => count(page, name, of))), [0, 0]);
  const wrong = await page.locator('[data-testid="tally"] td[data-of="out-of-order"], [data-testid="tally"] td[data-of="missing"]').allTextContents();
  assert.ok(wrong.every(cell => cell === '0'), wrong.join());
  assert.deepEqual(await barriers(page), []);
  await keepPicture(page, 'shell rooms');

  await seat(page, 'tea', 'Carl').click(); // leaves
  await whenSeat(page, 'tea', 'Carl', 'out');
  await page.getByTestId('forget').click();
  await talkUntil(page, 'Anna > #tea: {n}', 'tea', 5);
  await until(() => settled('tea', 2), 'all to arrive');

  await page.getByTestId('client').nth(1).frameLocator('iframe').getByTestId('disconnect').click();
  await whenSeat(page, 'tea', 'Billy', 'waiting');
  await page.getByTestId('client').nth(1).getByText('Connect', { exact: true }).click();
  await whenSeat(page, 'tea', 'Billy', 'in'); // it is told once, and joins on each connection
  await page.getByTestId('script').fill('Anna > #milk: {n}');
  assert.match(await page.getByTestId('script-problem').textContent(), /there is no room "milk"/);
  assert.deepEqual(page.problems, []);
});

scenario('Talk with nobody connected says so', async s => {
  const up = await startUp(s, 1);
  const page = await openShell(s, await startBrowser(s), up.page, 2, { viewport: { width: 390, height: 844 } });
  await page.getByTestId('disconnect-all').click();
  await page.locator('[data-testid="client"][data-status="offline"]').nth(1).waitFor();
  await page.getByTestId('talk').click();
  await page.getByTestId('script-silence').filter({ hasText: 'No client is connected' }).waitFor();
  assert.deepEqual(await barriers(page), []);
  await keepPicture(page, 'shell phone');
  const linesOfName = await page.locator('[data-testid="tally-line"] th').first().evaluate(cell => {
    const text = document.createRange();
    text.selectNodeContents(cell);
    return new Set([...text.getClientRects()].map(({ top }) => top)).size;
  });
  assert.equal(linesOfName, 1); // not "Ann" and "a"
  await page.getByTestId('connect-all').click();
  await page.getByTestId('script-silence').filter({ hasText: /^$/ }).waitFor({ state: 'attached' });
});
