// The thread that is open: whose it is, what of it is new, what of it is shown.
import assert from 'node:assert/strict';
import { ChatPage } from '../harness/browser.js';
import { annaAnd } from '../harness/people.js';
import { scenario } from '../harness/scenario.js';
import { until } from '../harness/wait.js';

const unread = (page, peer, count) => page.page.locator(`[data-testid="thread"][data-peer="${peer}"][data-unread="${count}"]`).waitFor();
const recipient = page => page.part('recipient').textContent();

scenario('the thread that the user chose stays, whoever writes; who wants to follow the writers can', async s => {
  const { anna, clients: [billy, carla] } = await annaAnd(s, ['Billy', 'Carla']);
  await anna.userRow('Billy').click();
  for (const text of ['one', 'two', 'three']) {
    await carla.sendWithAck('Anna', text);
    await billy.sendWithAck('Anna', `Billy's ${text}`);
  }
  await unread(anna, 'Carla', 3);
  assert.equal(await recipient(anna), 'Billy');
  await anna.page.keyboard.type('Do not tell Carla');
  await carla.sendWithAck('Anna', 'four');
  await unread(anna, 'Carla', 4);
  await anna.page.keyboard.press('Enter');
  assert.equal((await billy.message('Do not tell Carla')).from, 'Anna');
  assert.match(await anna.page.title(), /^\(4\) Billy/);

  await anna.part('menu').click();
  await anna.part('follows').check();
  await anna.page.keyboard.press('Escape');
  await carla.sendWithAck('Anna', 'five');
  await anna.message('five').waitFor();
  assert.equal(await recipient(anna), 'Carla');
  assert.deepEqual([anna.problems, carla.messages.filter(({ from }) => from === 'Anna').length], [[], 0]);
});

scenario('the first message opens its thread, and what is typed then is the answer to it', async s => {
  const { anna, clients: [billy] } = await annaAnd(s, ['Billy']);
  await billy.sendWithAck('Anna', 'hello?');
  await anna.message('hello?').waitFor();
  await anna.page.locator('[data-testid="text"]:focus').waitFor();
  await anna.page.keyboard.type('quick reply');
  await anna.page.keyboard.press('Enter');
  assert.equal((await billy.message('quick reply')).from, 'Anna');
});

scenario('who reads further up is told what is new, and has a way down; what is new stands under a line', async s => {
  const { anna, clients: [billy, carla] } = await annaAnd(s, ['Billy', 'Carla']);
  for (let n = 0; n < 60; n++) await billy.sendWithAck('Anna', `line ${n}`);
  await anna.message('line 59').waitFor();
  await anna.part('messages').evaluate(list => { list.scrollTop = 0; });
  await anna.part('to-end').waitFor();
  await billy.sendWithAck('Anna', 'news');
  await anna.page.locator('[data-testid="to-end"][data-unread="1"]').waitFor();
  await unread(anna, 'Billy', 1);
  await anna.part('to-end').click();
  await unread(anna, 'Billy', 0);
  await anna.part('to-end').waitFor({ state: 'detached' });

  await anna.userRow('Carla').click();
  await carla.sendWithAck('Anna', 'hi');
  await billy.sendWithAck('Anna', 'one more');
  await billy.sendWithAck('Anna', 'and another');
  await unread(anna, 'Billy', 2);
  await anna.thread('Billy').click();
  await anna.part('new-line').waitFor();
  const order = await anna.part('messages').locator('[data-row="new"], [data-testid="message-text"]').allTextContents();
  assert.deepEqual(order.slice(-3), ['New', 'one more', 'and another']);
  await unread(anna, 'Billy', 0);
});

scenario('a reload keeps the open thread and all drafts, and links lead to a conversation', async s => {
  const { up, browser, anna } = await annaAnd(s, ['Billy', 'Carla']);
  await anna.userRow('Carla').click();
  await anna.part('text').fill('to Carla, half');
  await anna.userRow('Billy').click();
  await anna.part('text').fill('to Billy, half');
  assert.equal(new URL(anna.page.url()).hash, '#with=Billy');
  await anna.page.reload();
  await anna.whenStatus('connected');
  assert.equal(await recipient(anna), 'Billy');
  assert.equal(await anna.part('text').inputValue(), 'to Billy, half');
  await anna.userRow('Carla').click();
  assert.equal(await anna.part('text').inputValue(), 'to Carla, half');
  await anna.page.goBack();
  await until(async () => await recipient(anna) === 'Billy', 'Back to lead to the conversation before');

  const guest = await ChatPage.open(s, browser, `${up.page}#with=Anna`);
  assert.match(await guest.part('invited-to').textContent(), /Anna/);
  await guest.connect('Guest', 'server-2');
  await until(async () => await recipient(guest) === 'Anna', 'the link to lead to Anna');
  assert.deepEqual([anna.problems, guest.problems], [[], []]);
});

scenario('thousands of messages are kept: the latest are shown, older ones come from the history, and all are searched', async s => {
  const { anna, clients: [billy] } = await annaAnd(s, ['Billy']);
  await billy.sendWithAck('Anna', 'the last one');
  await anna.message('the last one').waitFor();
  await anna.page.evaluate(() => new Promise((resolve, reject) => {
    const request = indexedDB.open('gossamer Anna');
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      const transaction = request.result.transaction('messages', 'readwrite');
      const store = transaction.objectStore('messages');
      for (let n = 0; n < 5_000; n++) {
        const text = n === 10 ? 'where the treasure lies' : `old ${n}`;
        store.put({ id: `o${n}`, from: 'Billy', to: 'Anna', text, at: 1e12 + n * 1000, key: `o${n} Billy`, thread: 'Billy', words: text.split(' ') });
      }
      transaction.oncomplete = resolve;
    };
  }));
  await anna.page.reload();
  await anna.message('old 4999').waitFor();
  assert.ok(await anna.part('message').count() < 300);
  for (const seen of ['old 4850', 'old 4700']) {
    await until(async () => {
      await anna.part('messages').evaluate(list => { list.scrollTop = 0; list.dispatchEvent(new Event('scroll')); });
      return await anna.message(seen).count() === 1;
    }, `${seen} to be loaded`);
  }
  await anna.part('filter').fill('TREASURE lies');
  await anna.part('found-message').click();
  await anna.message('where the treasure lies').waitFor();
  await until(() => anna.message('where the treasure lies').evaluate(row => {
    const { top, bottom } = row.getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight;
  }), 'the message to be in sight');
  assert.deepEqual(anna.problems, []);
});
