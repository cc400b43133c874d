// The page in a real browser.
import assert from 'node:assert/strict';
import { ChatPage, startBrowser } from '../harness/browser.js';
import { scenario } from '../harness/scenario.js';
import { startUp } from '../harness/up.js';

async function twoPeople(s) {
  const up = await startUp(s, 2);
  const browser = await startBrowser(s);
  const [anna, billy] = await Promise.all([ChatPage.open(s, browser, up.page), ChatPage.open(s, browser, up.page)]);
  await anna.connect('Anna', 'server-1');
  await billy.connect('Billy', 'server-2');
  await Promise.all([anna.userRow('Billy').waitFor(), billy.userRow('Anna').waitFor()]);
  return { up, anna, billy };
}

scenario('two pages on two servers exchange messages', async s => {
  const { anna, billy } = await twoPeople(s);
  await anna.send('Billy', 'Hello Billy 👋');
  assert.equal(await billy.shows('Hello Billy 👋'), 1);
  assert.equal(await anna.shows('Hello Billy 👋'), 1);
  assert.deepEqual([await anna.fateOf('Hello Billy 👋'), await billy.fateOf('Hello Billy 👋')], ['delivered', 'received']);

  await billy.send('Anna', 'Hello Anna, مرحبا');
  assert.equal(await anna.shows('Hello Anna, مرحبا'), 1);
  assert.equal(await billy.shows('Hello Anna, مرحبا'), 1);
  assert.equal(await billy.shows('Hello Billy 👋'), 1);
  assert.deepEqual([anna.problems, billy.problems], [[], []]);
});

scenario('a page chats with clients of the oldest and the newest generation', async s => {
  const { up, anna } = await twoPeople(s);
  for (const kind of [{ generation: '1.4.5', mode: 'polling' }, { generation: '4.8.4', mode: 'websocket' }]) {
    const client = await s.client(up.servers[1], { ...kind, user: `node ${kind.generation}` });
    await client.listWith('Anna');
    await anna.send(client.user, `to ${client.user}`);
    assert.equal((await client.message(`to ${client.user}`)).from, 'Anna');
    await client.sendWithAck('Anna', `from ${client.user}`);
    assert.equal(await anna.shows(`from ${client.user}`), 1);
  }
});

scenario('who closes the page or disconnects leaves the lists, and HTML in names and texts stays text', async s => {
  const { up, anna, billy } = await twoPeople(s);
  const nasty = '<img src=x onerror=alert(1)>';
  const client = await s.client(up.servers[0], { user: nasty });
  await anna.userRow(nasty).waitFor();
  await client.listWith('Anna');
  await client.sendWithAck('Anna', '<b id="injected">bold</b>');
  assert.equal(await anna.shows('<b id="injected">bold</b>'), 1);
  assert.equal(await anna.page.locator('#injected').count(), 0);
  assert.equal(await anna.page.locator('img[src="x"]').count(), 0);

  await billy.part('disconnect').click();
  await anna.userRow('Billy').waitFor({ state: 'detached' });
  await anna.page.close();
  await client.listWithout('Anna');
});

scenario('a page served by one server loses another one, connects again by itself when that is back, and chats on', async s => {
  const [one, two] = await s.mesh(2);
  const page = await ChatPage.open(s, await startBrowser(s), `${one.url}/`);
  await page.connect('Anna', 'server-2');
  const friend = await s.client(one, { user: 'Friend' });
  await Promise.all([friend.listWith('Anna'), page.userRow('Friend').waitFor()]);

  await two.kill();
  await page.whenStatus('reconnecting');
  await friend.listWithout('Anna');
  await two.start();
  await page.whenStatus('connected');
  await friend.listWith('Anna');
  await friend.reaches('Anna', 1);
  await page.userRow('Friend').waitFor();
  await page.send('Friend', 'back again');
  assert.equal((await friend.message('back again')).from, 'Anna');
  assert.equal(await page.fateOf('back again'), 'delivered');
});
