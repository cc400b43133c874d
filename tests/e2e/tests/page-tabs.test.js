// Several tabs of one browser: they share what it keeps, and each is its own person.
import assert from 'node:assert/strict';
import { ChatPage, startBrowser } from '../harness/browser.js';
import { scenario } from '../harness/scenario.js';
import { startUp } from '../harness/up.js';

async function twoTabs(s, first, second) {
  const up = await startUp(s, 2);
  const one = await ChatPage.open(s, await startBrowser(s), up.page);
  await one.connect(first, 'server-1');
  const two = await one.another(s);
  await two.connect(second, 'server-2');
  return { up, one, two };
}

const status = tab => tab.part('status').textContent();

scenario('a tab that is loaded again is who it was, whoever another tab is', async s => {
  const { one, two } = await twoTabs(s, 'Anna', 'Billy');
  for (const tab of [one, two]) {
    await tab.page.reload();
    await tab.whenStatus('connected');
  }
  assert.match(await status(one), /^Connected to server-1 as .Anna.$/u);
  assert.match(await status(two), /^Connected to server-2 as .Billy.$/u);
  const third = await one.another(s);
  await third.part('connect').waitFor();
  assert.equal(await third.part('name').inputValue(), 'Billy');
  assert.deepEqual([one.problems, two.problems, third.problems], [[], [], []]);
});

scenario('two tabs of one person: what is read or deleted in one is so in the other, and both keep one history', async s => {
  const { up, one, two } = await twoTabs(s, 'Anna', 'Anna');
  const friend = await s.client(up.servers[0], { user: 'Friend' });
  const carl = await s.client(up.servers[1], { user: 'Carl' });
  await Promise.all([one, two].flatMap(tab => [tab.userRow('Friend').waitFor(), tab.userRow('Carl').waitFor()]));
  for (const tab of [one, two]) {
    await tab.userRow('Carl').click();
    await tab.part('text').fill('I am wri');
  }
  await friend.sendWithAck('Anna', 'to both');
  const marked = (tab, unread) => tab.page.locator(`[data-testid="thread"][data-peer="Friend"][data-unread="${unread}"]`).waitFor();
  await Promise.all([marked(one, 1), marked(two, 1)]);
  await one.thread('Friend').click();
  await Promise.all([marked(one, 0), marked(two, 0)]);

  await two.part('disconnect').click();
  await friend.sendWithAck('Anna', 'while the other was away');
  assert.equal(await one.shows('while the other was away'), 1);
  await two.part('connect').click();
  await two.whenStatus('connected');
  await two.thread('Friend').click();
  assert.deepEqual([await two.shows('to both'), await two.shows('while the other was away')], [1, 1]);

  await one.part('menu').click();
  await one.part('delete').click();
  await one.part('delete-yes').click();
  for (const tab of [one, two]) await tab.part('thread').waitFor({ state: 'detached' });
  assert.deepEqual([one.problems, two.problems], [[], []]);
  carl.socket.disconnect();
});
