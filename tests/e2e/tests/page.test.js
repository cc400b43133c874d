// The page in a real browser.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { ChatPage, startBrowser } from '../harness/browser.js';
import { scenario } from '../harness/scenario.js';
import { startUp } from '../harness/up.js';
import { until } from '../harness/wait.js';

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

scenario('a server is killed: the page counts down, moves to another server and chats on', async s => {
  const [one, two] = await s.mesh(2);
  const page = await ChatPage.open(s, await startBrowser(s), `${one.url}/`);
  await page.connect('Anna', 'server-2');
  const friend = await s.client(one, { user: 'Friend' });
  await Promise.all([friend.listWith('Anna'), page.userRow('Friend').waitFor()]);

  await two.kill();
  await page.whenStatus('reconnecting');
  await page.part('countdown').waitFor();
  await page.send('Friend', 'while away');
  await page.whenStatus('connected');
  assert.equal(await page.part('status').getAttribute('data-server'), 'server-1');
  assert.equal((await friend.message('while away')).from, 'Anna');
  await page.send('Friend', 'moved');
  assert.equal((await friend.message('moved')).from, 'Anna');
  assert.deepEqual([await page.fateOf('while away'), await page.fateOf('moved')], ['delivered', 'delivered']);
});

scenario('three windows of one person stay in step', async s => {
  const { up, billy } = await twoPeople(s);
  const browser = await startBrowser(s);
  const windows = [];
  for (const server of ['server-1', 'server-2', 'server-1']) {
    const page = await ChatPage.open(s, browser, up.page);
    await page.connect('Trio', server);
    windows.push(page);
  }
  await windows[0].send('Billy', 'from the first');
  await Promise.all([billy, ...windows.slice(1)].map(page => page.thread(page === billy ? 'Trio' : 'Billy').waitFor()));
  await billy.send('Trio', 'to all three');
  for (const page of windows) {
    await page.thread('Billy').click();
    assert.deepEqual([await page.shows('from the first'), await page.shows('to all three')], [1, 1]);
  }
  assert.equal(await windows[0].fateOf('from the first'), 'delivered');
  assert.equal(await windows[1].fateOf('from the first'), 'received');
});

scenario('the chosen recipient is lost and found', async s => {
  const { up, anna } = await twoPeople(s);
  const friend = await s.client(up.servers[1], { user: 'Friend' });
  await anna.send('Friend', 'are you there?');
  friend.socket.disconnect();
  await anna.note('left').waitFor();
  await anna.thread('Friend').getByText('gone').waitFor();
  const back = await s.client(up.servers[0], { user: 'Friend' });
  await anna.note('returned').waitFor();
  assert.equal(await anna.part('recipient').textContent(), 'Friend');
  assert.equal(await anna.part('event').count(), 2);
  await anna.part('text').fill('welcome back');
  await anna.part('text').press('Enter');
  assert.equal((await back.message('welcome back')).from, 'Anna');
});

scenario('a reload loses nothing, and the history can be exported and deleted', async s => {
  const { anna, billy } = await twoPeople(s);
  await anna.send('Billy', 'kept, with 👋 and مرحبا');
  assert.equal(await anna.fateOf('kept, with 👋 and مرحبا'), 'delivered');
  await billy.send('Anna', 'kept too');
  await anna.shows('kept too');
  await anna.page.reload();
  await anna.whenStatus('connected');
  await anna.thread('Billy').click();
  assert.deepEqual([await anna.shows('kept, with 👋 and مرحبا'), await anna.shows('kept too')], [1, 1]);
  assert.equal(await anna.fateOf('kept, with 👋 and مرحبا'), 'delivered');

  await anna.part('menu').click();
  const [download] = await Promise.all([anna.page.waitForEvent('download'), anna.part('export').click()]);
  const { user, messages } = JSON.parse(readFileSync(await download.path(), 'utf8'));
  assert.deepEqual([user, ...messages.map(({ text }) => text)], ['Anna', 'kept, with 👋 and مرحبا', 'kept too']);

  await anna.part('delete').click();
  await anna.part('delete-yes').click();
  await anna.part('thread').waitFor({ state: 'detached' });
  await anna.page.reload();
  await anna.whenStatus('connected');
  assert.equal(await anna.part('thread').count(), 0);
});

scenario('a message that was not confirmed is tried again under its id, and cannot come twice', async s => {
  const [one, two] = await s.mesh(2);
  const page = await ChatPage.open(s, await startBrowser(s), `${one.url}/`);
  await page.connect('Anna', 'server-1');
  const friend = await s.client(two, { user: 'Friend' });
  await page.userRow('Friend').waitFor();
  two.pause();
  try {
    await page.send('Friend', 'once');
    assert.equal(await page.fateOf('once'), 'unconfirmed');
    assert.match(await page.message('once').textContent(), /Not confirmed: it may have arrived/);
  } finally {
    two.resume();
  }
  // It is tried once more by itself. A server that wakes does not answer for what it gets in its first second: then the user may have to do so.
  const delivered = page.message('once').and(page.page.locator(':not([data-state="unconfirmed"]):not([data-state="sending"])'));
  await until(async () => {
    if (await page.part('retry').isVisible()) await page.part('retry').click();
    return await delivered.count() === 1;
  }, 'the message to be delivered');
  await page.send('Friend', 'later');
  await friend.message('later');
  assert.equal(friend.messages.filter(({ text }) => text === 'once').length, 1);
});

scenario('the chat page is small, and comes compressed', async s => {
  const [server] = await s.mesh(1);
  const html = await (await fetch(`${server.url}/`)).text();
  const files = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, path]) => path);
  assert.ok(files.some(path => path.endsWith('.js')) && files.some(path => path.endsWith('.css')), html);
  let bytes = 0;
  for (const path of files) {
    const answer = await fetch(`${server.url}${path}`, { headers: { 'accept-encoding': 'gzip' } });
    assert.equal(answer.headers.get('content-encoding'), 'gzip', path);
    bytes += gzipSync(await answer.arrayBuffer()).length;
  }
  s.t.diagnostic(`${files.length} files, ${bytes} bytes`);
  assert.ok(bytes < 180 * 1024, `${bytes} bytes`);
});
