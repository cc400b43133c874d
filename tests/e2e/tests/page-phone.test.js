// The page on a phone, at great magnification, in forced colours, and by the keyboard alone.
import assert from 'node:assert/strict';
import { barriers, keepPicture } from '../harness/browser.js';
import { annaAnd } from '../harness/people.js';
import { scenario } from '../harness/scenario.js';
import { until } from '../harness/wait.js';

const phone = { viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true };

scenario('a phone: nothing changes under the finger, Back leads to the list, Enter breaks the line, the field grows', async s => {
  const { anna, clients: [billy, carla] } = await annaAnd(s, ['Billy', 'Carla'], phone);
  await carla.sendWithAck('Anna', 'psst');
  await anna.thread('Carla').waitFor();
  assert.equal(await anna.part('recipient').isVisible(), false);
  await anna.userRow('Billy').tap();
  await anna.part('text').waitFor();
  const before = await anna.part('text').boundingBox();
  await anna.part('text').tap();
  await anna.page.keyboard.type('one');
  await anna.page.keyboard.press('Enter');
  await anna.page.keyboard.type('two');
  assert.equal(await anna.part('text').inputValue(), 'one\ntwo');
  await anna.part('text').fill(Array.from({ length: 12 }, (_, n) => `line ${n}`).join('\n'));
  await until(async () => (await anna.part('text').boundingBox()).height > before.height * 2.5, 'the field to grow');
  await anna.part('send').tap();
  assert.match((await billy.next('im')).text, /^line 0\n/);

  const small = await anna.page.evaluate(() => [...document.querySelectorAll('button, summary, select, .attach, nav a')]
    .filter(part => part.checkVisibility() && Math.min(part.getBoundingClientRect().width, part.getBoundingClientRect().height) < 43.5)
    .map(part => part.outerHTML.slice(0, 80)));
  assert.deepEqual(small, []);
  await keepPicture(anna.page, 'phone thread');
  await anna.page.goBack();
  await anna.userRow('Carla').waitFor();
  assert.equal(await anna.part('recipient').isVisible(), false);
  await anna.thread('Carla').tap();
  await anna.part('back').tap();
  await anna.userRow('Carla').waitFor();
  assert.deepEqual([await barriers(anna.page), anna.problems], [[], []]);
});

scenario('magnified four times, messages can be read and written: the page scrolls', async s => {
  const { anna, clients: [billy] } = await annaAnd(s, ['Billy'], { viewport: { width: 320, height: 256 } });
  await billy.sendWithAck('Anna', 'Can you read this?');
  await anna.thread('Billy').click();
  await anna.message('Can you read this?').waitFor();
  const { height } = await anna.part('messages').boundingBox();
  assert.ok(height >= 90, `${height} px for messages`);
  await anna.part('text').fill('Yes');
  await anna.part('text').press('Enter');
  await billy.message('Yes');
  const [content, width] = await anna.page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  assert.ok(content <= width, `${content} px in ${width}`);
  await keepPicture(anna.page, 'magnified');
  assert.deepEqual(await barriers(anna.page), []);
});

scenario('forced colours leave bubbles, the lamp and the chosen row to be seen', async s => {
  const { anna, clients: [billy] } = await annaAnd(s, ['Billy'], { forcedColors: 'active' });
  await billy.sendWithAck('Anna', 'Hello');
  await anna.message('Hello').waitFor();
  const [bubble, lamp, row] = await anna.page.evaluate(() => [
    getComputedStyle(document.querySelector('.message')).borderTopWidth,
    getComputedStyle(document.querySelector('.lamp')).borderTopWidth,
    getComputedStyle(document.querySelector('.thread[aria-current="true"]')).outlineStyle,
  ]);
  assert.deepEqual([bubble, lamp, row], ['1px', '1px', 'solid']);
  await keepPicture(anna.page, 'forced colours');
});

scenario('the keyboard alone: from the name to a message, between conversations, changing what was said, help', async s => {
  const { anna, clients: [billy, carla] } = await annaAnd(s, ['Billy', 'Carla']);
  const press = keys => anna.page.keyboard.press(keys);
  const type = text => anna.page.keyboard.type(text);
  await press('Control+k');
  await type('bil');
  await press('Enter');
  await type('Hello *there* :smile: www.example.com');
  await press('Enter');
  assert.equal((await billy.next('im')).text, 'Hello *there* 😀 www.example.com');
  assert.equal(await anna.part('message-text').locator('em').textContent(), 'there');
  assert.equal(await anna.part('message-text').locator('a').getAttribute('href'), 'https://www.example.com');
  await carla.sendWithAck('Anna', 'psst');
  await anna.thread('Carla').waitFor();
  await press('Alt+ArrowUp');
  await until(async () => await anna.part('recipient').textContent() === 'Carla', 'Alt+Up to lead to the conversation above');
  await press('Alt+ArrowDown');
  await until(async () => await anna.part('recipient').textContent() === 'Billy', 'Alt+Down to lead back');
  await press('ArrowUp');
  await anna.part('task').waitFor();
  await press('Escape');
  await anna.part('task').waitFor({ state: 'detached' });
  await type('thumbs :thumbsu');
  await anna.part('completion').waitFor();
  await press('Tab');
  assert.equal(await anna.part('text').inputValue(), 'thumbs 👍 ');
  await anna.part('text').fill('');
  await anna.part('messages').focus();
  await press('?');
  await anna.part('help-sheet').waitFor();
  assert.deepEqual(await barriers(anna.page), []);
  await press('Escape');
  await anna.part('help-sheet').waitFor({ state: 'detached' });
  assert.deepEqual(anna.problems, []);
});
