// Looking for a name by keys alone, while others write.
import assert from 'node:assert/strict';
import { ChatPage, startBrowser } from '../harness/browser.js';
import { scenario } from '../harness/scenario.js';
import { startUp } from '../harness/up.js';

scenario('what one types to find a name goes to nobody else, whoever writes meanwhile', async s => {
  const up = await startUp(s, 2);
  const anna = await ChatPage.open(s, await startBrowser(s), up.page);
  await anna.connect('Anna', 'server-1');
  const [billy, carl] = [await s.client(up.servers[0], { user: 'Billy' }), await s.client(up.servers[1], { user: 'Carl' })];
  await Promise.all([anna.userRow('Billy').waitFor(), anna.userRow('Carl').waitFor()]);
  const focused = name => anna.page.locator(`[data-testid="${name}"]:focus`).waitFor();
  await focused('filter');

  await anna.page.keyboard.type('Bil');
  await carl.sendWithAck('Anna', 'first');
  await carl.sendWithAck('Anna', 'second');
  await anna.part('found-message').waitFor({ state: 'detached' });
  await anna.page.keyboard.type('ly');
  await anna.page.keyboard.press('Enter');
  await focused('text');
  assert.equal(await anna.part('recipient').textContent(), 'Billy');
  await anna.page.keyboard.type('hello, Billy');
  await anna.page.keyboard.press('Enter');
  assert.equal((await billy.message('hello, Billy')).from, 'Anna');
  assert.deepEqual([anna.problems, carl.messages.filter(({ from }) => from === 'Anna').length], [[], 0]);
});
