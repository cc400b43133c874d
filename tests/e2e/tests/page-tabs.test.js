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
