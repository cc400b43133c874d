// What the page says of itself and of others' connections is so, at once.
import assert from 'node:assert/strict';
import { ChatPage, startBrowser } from '../harness/browser.js';
import { annaAnd, twoPages } from '../harness/people.js';
import { scenario } from '../harness/scenario.js';
import { byTokens, token } from '../harness/tokens.js';
import { until } from '../harness/wait.js';

scenario('a network that goes is said at once, and tried at once when it is back', async s => {
  const { anna, clients: [billy] } = await annaAnd(s, ['Billy']);
  await anna.userRow('Billy').click();
  await anna.page.context().setOffline(true);
  await anna.whenStatus('reconnecting');
  await until(async () => /this device has no network/.test(await anna.part('status').textContent()), 'the page to say that it has no network');
  await anna.part('text').fill('while offline');
  await anna.part('text').press('Enter');
  await anna.page.context().setOffline(false);
  await anna.whenStatus('connected');
  assert.equal((await billy.message('while offline')).from, 'Anna');
  assert.equal(await anna.fateOf('while offline'), 'delivered');
});

scenario('what reached nobody goes again by itself when they are back, in order, and once', async s => {
  const { up, anna, clients: [billy] } = await annaAnd(s, ['Billy']);
  await anna.userRow('Billy').click();
  billy.socket.disconnect();
  await anna.note('left').waitFor();
  for (const text of ['first', 'second']) {
    await anna.part('text').fill(text);
    await anna.part('text').press('Enter');
    await anna.page.locator('[data-testid="message"][data-state="waiting"]', { hasText: text }).waitFor();
  }
  const sent = Date.now();
  await until(() => Date.now() - sent > 2_500, 'what was sent to be older than what a newcomer gets all the same');
  const back = await s.client(up.servers[1], { user: 'Billy' });
  await back.message('second');
  assert.deepEqual(back.messages.map(({ text }) => text), ['first', 'second']);
  assert.deepEqual([await anna.fateOf('first'), await anna.fateOf('second')], ['delivered', 'delivered']);
  assert.deepEqual([await anna.shows('first'), anna.problems], [1, []]);
});

scenario('a name that is taken is said before connecting, and to whoever has it after', async s => {
  const { up, browser, anna } = await twoPages(s);
  const other = await ChatPage.open(s, browser, up.page);
  await other.part('name').fill('Anna');
  await other.part('connect').click();
  await other.part('taken').waitFor();
  assert.match(await other.part('taken').textContent(), /Anna is connected already/);
  assert.equal(await anna.part('devices').count(), 0);
  await other.part('share-name').click();
  await other.whenStatus('connected');
  await Promise.all([anna, other].map(page => page.part('devices').waitFor()));
  assert.match(await anna.part('rejected').textContent(), /Another window/);
  await other.page.close();
  await anna.part('devices').waitFor({ state: 'detached' });
});

scenario('a text that is too long is refused before it goes, and stays', async s => {
  const { anna } = await annaAnd(s, ['Billy']);
  await anna.userRow('Billy').click();
  await anna.part('text').fill('x'.repeat(70_000));
  await anna.part('send').click();
  assert.match(await anna.part('composer-problem').textContent(), /70,000 characters, 4,096 at most/);
  assert.equal((await anna.part('text').inputValue()).length, 70_000);
  assert.equal(await anna.part('message').count(), 0);
});

scenario('servers that want to know who one is: the page asks for the token', async s => {
  const [one] = await s.mesh(1, byTokens);
  const page = await ChatPage.open(s, await startBrowser(s), `${one.url}/`);
  await page.part('name').fill('Anna');
  await page.part('connect').click();
  await page.part('token').fill('not a token');
  await page.part('connect').click();
  await until(async () => /Refused/.test(await page.part('status').textContent()), 'a bad token to be refused');
  await page.part('name').fill('');
  await page.part('token').fill(token('Anna'));
  await page.part('connect').click();
  await page.whenStatus('connected');
  assert.match(await page.part('status').textContent(), /as .Anna/u);
  await page.page.reload();
  await page.whenStatus('connected');
});
