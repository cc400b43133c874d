// What people do with each other's messages: read, change, take back, answer, react; groups, and pictures.
import assert from 'node:assert/strict';
import { barriers, keepPicture } from '../harness/browser.js';
import { annaAnd, twoPages } from '../harness/people.js';
import { scenario } from '../harness/scenario.js';
import { until } from '../harness/wait.js';

const menuOf = async (page, text, choice) => {
  await page.message(text).hover();
  await page.message(text).getByTestId('message-menu').click();
  await page.part(choice).click();
};

scenario('read, writing, changed, answered, reacted to, taken back: both see it, an old client sees texts alone', async s => {
  const { up, anna, billy } = await twoPages(s);
  const old = await s.client(up.servers[0], { generation: '1.4.5', mode: 'polling', user: 'Billy' });
  await anna.send('Billy', 'Lunch at one?');
  await billy.thread('Anna').click();
  await anna.page.locator('[data-testid="message"][data-read="true"]').waitFor();

  await billy.part('text').pressSequentially('Ye');
  await anna.page.getByText('is writing …').waitFor();
  await billy.part('text').fill('');
  await anna.page.getByText('is writing …').waitFor({ state: 'detached' });

  await menuOf(anna, 'Lunch at one?', 'edit');
  await anna.part('text').fill('Lunch at two?');
  await anna.part('send').click();
  await billy.message('Lunch at two?').getByText('changed').waitFor();

  await billy.message('Lunch at two?').hover();
  await billy.message('Lunch at two?').getByTestId('message-menu').click();
  await billy.page.getByRole('button', { name: 'React with 👍' }).click();
  await anna.message('Lunch at two?').getByRole('button', { name: '👍 by Billy' }).waitFor();

  await menuOf(billy, 'Lunch at two?', 'answer');
  await billy.part('text').fill('Fine');
  await billy.part('send').click();
  await anna.page.locator('blockquote', { hasText: 'Anna: Lunch at two?' }).waitFor();
  for (const page of [anna, billy]) assert.deepEqual(await barriers(page.page), []);
  await keepPicture(anna.page, 'together');

  await menuOf(anna, 'Lunch at two?', 'take-back');
  await billy.page.getByText('This message was deleted').waitFor();
  await billy.page.reload();
  await billy.whenStatus('connected');
  await billy.page.getByText('This message was deleted').waitFor();
  assert.equal(await billy.page.getByText('Lunch at two?', { exact: true }).count(), 0);
  assert.deepEqual(old.messages.map(({ text }) => text), ['Lunch at one?', '> Anna: Lunch at two?\nFine']);
  assert.deepEqual([anna.problems, billy.problems], [[], []]);
});

scenario('who does not want to tell what they read, does not', async s => {
  const { anna, billy } = await twoPages(s);
  await billy.part('menu').click();
  await billy.part('tellsReading').uncheck();
  await billy.page.keyboard.press('Escape');
  await anna.send('Billy', 'first');
  await billy.thread('Anna').click();
  await billy.message('first').waitFor();
  await billy.part('text').fill('an answer');
  await billy.part('send').click();
  await anna.message('an answer').waitFor();
  assert.equal(await anna.message('first').getAttribute('data-read'), 'false');
});

scenario('a group: made, invited to, joined, spoken in, kept over a reload, left', async s => {
  const { up, anna, billy } = await twoPages(s);
  const carla = await s.client(up.servers[1], { user: 'Carla' });
  await anna.part('new-group').click();
  await anna.part('group-name').fill('Harbour');
  await anna.part('make-group').click();
  await anna.part('members').click();
  await anna.part('invite-name').fill('Billy');
  await anna.part('invite').click();
  await anna.page.getByText('Billy was invited.').waitFor();
  assert.deepEqual(await barriers(anna.page), []);
  await anna.page.keyboard.press('Escape');
  await billy.thread('Anna').click();
  await billy.part('join-invited').click();
  await carla.join('Harbour');
  await anna.page.getByRole('button', { name: '3 members' }).waitFor();
  await billy.part('text').fill('Hello all');
  await billy.part('send').click();
  assert.equal((await carla.message('Hello all')).room, 'Harbour');
  await anna.message('Hello all').waitFor();
  assert.equal(await anna.message('Hello all').getByTestId('message-from').textContent(), 'Billy');

  await anna.page.reload();
  await anna.whenStatus('connected');
  await anna.page.getByRole('button', { name: '3 members' }).waitFor();
  await carla.say('Harbour', 'still here?');
  await anna.message('still here?').waitFor();
  await anna.part('conversation-menu').click();
  await anna.part('leave-room').click();
  await billy.page.getByRole('button', { name: '2 members' }).waitFor();
  await keepPicture(billy.page, 'group');
  assert.deepEqual([anna.problems, billy.problems], [[], []]);
});

scenario('muted, deleted and found: one conversation among others', async s => {
  const { anna, clients: [billy, carla] } = await annaAnd(s, ['Billy', 'Carla']);
  await carla.sendWithAck('Anna', 'À bientôt au port');
  await anna.message('À bientôt au port').waitFor();
  await billy.sendWithAck('Anna', 'hello');
  await anna.thread('Billy').click();
  await anna.part('conversation-menu').click();
  await anna.part('mute').click();
  await anna.thread('Carla').click();
  await billy.sendWithAck('Anna', 'hello again');
  await anna.page.locator('[data-testid="thread"][data-peer="Billy"][data-unread="1"]').waitFor();
  assert.equal(await anna.page.title(), 'Carla · Gossamer');

  await anna.thread('Billy').click();
  await anna.part('conversation-menu').click();
  await anna.part('delete-conversation').click();
  await anna.part('delete-conversation-yes').click();
  await anna.thread('Billy').waitFor({ state: 'detached' });
  await anna.page.reload();
  await anna.whenStatus('connected');
  assert.equal(await anna.thread('Billy').count(), 0);
  await anna.part('filter').fill('a bientot');
  await anna.part('found-message').click();
  assert.equal(await anna.part('recipient').textContent(), 'Carla');
  assert.deepEqual(anna.problems, []);
});

scenario('a picture goes to who is there, is shown, kept and saved; what a browser would run is not shown', async s => {
  const { anna, billy } = await twoPages(s);
  const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAFElEQVR4nGP8z8DAwMDAxMDAwMAAAA0GAQO0tTNOAAAAAElFTkSuQmCC', 'base64');
  await anna.userRow('Billy').click();
  await anna.part('attach').setInputFiles([
    { name: 'harbour.png', mimeType: 'image/png', buffer: png },
    { name: 'evil.svg', mimeType: 'image/svg+xml', buffer: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>') },
    { name: 'huge.bin', mimeType: 'application/octet-stream', buffer: Buffer.alloc(300 * 1024) },
  ]);
  await anna.part('attachments').getByText('too large').waitFor();
  await anna.page.getByRole('button', { name: 'Do not send huge.bin' }).click();
  assert.equal(await billy.thread('Anna').count(), 0); // nothing goes by itself
  await anna.part('send').click();
  await billy.thread('Anna').click();
  await billy.page.locator('img[alt="harbour.png"]').waitFor();
  assert.equal(await billy.page.locator('[data-testid="file"] img').count(), 1);
  const [download] = await Promise.all([billy.page.waitForEvent('download'), billy.page.locator('[data-testid="file"]', { hasText: 'evil.svg' }).click()]);
  assert.equal(download.suggestedFilename(), 'evil.svg');
  await until(async () => (await anna.page.locator('[data-testid="message"][data-state="delivered"]').count()) === 2, 'both to be delivered');
  await billy.page.reload();
  await billy.whenStatus('connected');
  await billy.page.locator('img[alt="harbour.png"]').waitFor();
  assert.deepEqual(await barriers(billy.page), []);
  assert.deepEqual([anna.problems, billy.problems], [[], []]);
});
