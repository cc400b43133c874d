// The pages of the samples in Chromium, with the client library that npm has installed.
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import { openPage, startBrowser } from '../../e2e/harness/browser.js';
import { until } from '../../e2e/harness/wait.js';
import { shared } from '../harness/sample.js';

const [chat, messages, whiteboard, stream] = ['Chat', 'PrivateMessages', 'Whiteboard', 'BinaryStream'].map(name => shared(`samples/${name}`));
const ends = [];
const scope = { onEnd: end => ends.push(end), tellOnFailure: () => {} };
let browser;
before(async () => { browser = await startBrowser(scope); });
after(() => Promise.all(ends.map(end => end())));

const open = (sample, options) => openPage(scope, browser, sample.url, options);
const line = (page, text) => page.locator('#messages li', { hasText: text }).waitFor();

test('Chat: what is said on one page is read on another, as text', async () => {
  const [anna, billy] = [await open(chat), await open(chat)];
  await anna.locator('#nickname').fill('Anna');
  await anna.locator('#text').fill('<b>Hello</b>');
  await anna.getByRole('button').click();
  for (const page of [anna, billy]) await line(page, 'Anna: <b>Hello</b>');
  await until(async () => await anna.locator('.waiting').count() === 0, 'the answer');
  assert.equal(await anna.locator('#messages li', { hasText: 'Hello' }).count(), 1);

  const later = await open(chat);
  await line(later, 'Anna: <b>Hello</b>');
  assert.deepEqual([...anna.problems, ...billy.problems, ...later.problems], []);
});

test('PrivateMessages: tabs of a browser are one user, and another browser is another one', async () => {
  const [here, there] = await Promise.all([1, 2].map(() => browser.newContext()));
  const tab = async (context, name) => {
    const page = await context.newPage();
    page.on('dialog', dialog => dialog.accept(name));
    await page.goto(messages.url);
    return page;
  };
  const [anna, billy] = [await tab(here, 'Anna'), await tab(there, 'Billy')];
  const choose = (page, name) => page.locator('#users button', { hasText: name }).click();
  await anna.getByText('Anna (you)').waitFor();
  const annaToo = await tab(here, 'nobody asks for this');
  await annaToo.getByText('Anna (you)').waitFor();

  await choose(anna, 'Billy');
  await choose(annaToo, 'Billy');
  await choose(billy, 'Anna');
  await anna.locator('#text').fill('Psst!');
  await anna.getByRole('button', { name: 'Send' }).click();
  for (const page of [anna, annaToo, billy]) await line(page, 'Anna: Psst!');
  await annaToo.reload();
  await choose(annaToo, 'Billy');
  await line(annaToo, 'Anna: Psst!');
});

test('Whiteboard: a stroke is seen on another page while it is drawn, and by who comes later', async () => {
  const isDrawn = page => page.evaluate(() => {
    const { data } = canvas.getContext('2d').getImageData(canvas.width / 2 - 5, canvas.height / 2 - 5, 10, 10);
    return data.some(value => value > 0);
  });
  const [anna, billy] = [await open(whiteboard), await open(whiteboard)];
  const state = page => page.getByText('Connected.').waitFor();
  await Promise.all([anna, billy].map(state));
  const box = await anna.locator('#canvas').boundingBox();
  const at = part => [box.x + box.width * part, box.y + box.height * part];
  await anna.mouse.move(...at(0.3));
  await anna.mouse.down();
  await until(async () => { // the pen stays down; moves are dropped while a client is between two polls, or changes to WebSocket
    for (const part of [0.7, 0.3]) await anna.mouse.move(...at(part), { steps: 4 });
    return isDrawn(billy);
  }, 'ink in the middle');
  await anna.mouse.up();
  await until(() => billy.evaluate(() => strokes.length === 1), 'the stroke');

  const later = await open(whiteboard);
  await until(() => isDrawn(later), 'the picture');
  assert.deepEqual([...anna.problems, ...billy.problems, ...later.problems], []);
});

test('BinaryStream: a file goes up on the page and comes down as it was, and telemetry runs', async () => {
  const page = await open(stream);
  const buffer = randomBytes(700_000);
  await page.locator('#file').setInputFiles({ name: 'cat.bin', mimeType: 'application/octet-stream', buffer });
  await page.getByText('cat.bin is there').waitFor();
  const [saved] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download' }).click()]);
  const hash = createHash('sha256');
  for await (const part of await saved.createReadStream()) hash.update(part);
  assert.equal(hash.digest('hex'), createHash('sha256').update(buffer).digest('hex'));
  await page.getByText('their sum is right').waitFor();

  await page.getByLabel('Telemetry').first().check();
  await until(async () => Number(await page.locator('#number').textContent()) > 1, 'telemetry');
  assert.deepEqual(page.problems, []);
});
