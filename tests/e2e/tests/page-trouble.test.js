// The page when its own server stands still, and when it is loaded anew with a message on its way.
import assert from 'node:assert/strict';
import { ChatPage, startBrowser } from '../harness/browser.js';
import { scenario } from '../harness/scenario.js';

/** Anna's page on a server of its own, served by another; a friend is there. */
async function pageOf(s) {
  const [one, two] = await s.mesh(2);
  const page = await ChatPage.open(s, await startBrowser(s), `${one.url}/`);
  await page.connect('Anna', 'server-2');
  const friend = await s.client(one, { user: 'Friend' });
  await page.userRow('Friend').waitFor();
  return { page, friend, two };
}

const count = (friend, text) => friend.messages.filter(message => message.text === text).length;

scenario('a server that stands still is left for another, and the message goes from there', async s => {
  const { page, friend, two } = await pageOf(s);
  two.pause();
  try {
    await page.send('Friend', 'hello from a frozen server');
    await page.page.locator('[data-testid="status"][data-state="reconnecting"]', { hasText: /^Lost server-2: the server does not answer\. Trying server-1$/ }).waitFor();
    await page.whenStatus('connected');
    assert.equal(await page.part('status').getAttribute('data-server'), 'server-1');
    assert.equal(await page.fateOf('hello from a frozen server'), 'delivered');
  } finally {
    two.resume();
  }
  await page.send('Friend', 'later');
  await friend.message('later');
  assert.equal(count(friend, 'hello from a frozen server'), 1);
});

scenario('what is on its way when the page is loaded anew goes again, and comes once', async s => {
  const { page, friend, two } = await pageOf(s);
  two.pause();
  try {
    await page.send('Friend', 'on its way');
    await page.page.locator('[data-testid="message"][data-state="sending"]').waitFor();
    await page.page.reload();
    await page.thread('Friend').click();
    assert.equal(await page.message('on its way').getAttribute('data-state'), 'sending');
  } finally {
    two.resume();
  }
  await page.whenStatus('connected');
  assert.equal(await page.fateOf('on its way'), 'delivered');
  await page.send('Friend', 'later');
  await friend.message('later');
  assert.equal(count(friend, 'on its way'), 1);
});
