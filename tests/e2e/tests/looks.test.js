// The chat page as people see and use it: narrow, in the dark, by keyboard, with very many names. Pictures go to artifacts/pages.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { barriers, ChatPage, keepPicture, startBrowser } from '../harness/browser.js';
import { scenario } from '../harness/scenario.js';
import { startUp } from '../harness/up.js';
import { until } from '../harness/wait.js';

/** Whole, not just a corner of it. */
async function isInSight(part) {
  const { x, y, width, height } = await part.boundingBox();
  const view = part.page().viewportSize();
  assert.ok(x >= 0 && y >= 0 && x + width <= view.width && y + height <= view.height, `${x} ${y} ${width} ${height} in ${JSON.stringify(view)}`);
}

const looks = {
  wide: { viewport: { width: 1280, height: 800 } },
  dark: { viewport: { width: 1280, height: 800 }, colorScheme: 'dark' },
  phone: { viewport: { width: 320, height: 568 } },
  'phone in the dark': { viewport: { width: 320, height: 568 }, colorScheme: 'dark' },
};

for (const [look, options] of Object.entries(looks)) {
  scenario(`${look}: everything fits, and nothing bars anybody`, async s => {
    const up = await startUp(s, 2);
    const browser = await startBrowser(s);
    const page = await ChatPage.open(s, browser, up.page, options);
    const fits = async what => {
      const [content, width] = await page.page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
      assert.ok(content <= width, `${what}: ${content} px in ${width}`);
      assert.deepEqual(await barriers(page.page), [], what);
      await keepPicture(page.page, `${look} ${what}`);
    };
    await page.part('connect').waitFor();
    await fits('start');
    await page.connect('Anna', 'server-1');
    const friend = await s.client(up.servers[1], { user: 'Maximilian-Alexander von und zu Hohenstein-Wittgenstein' });
    await friend.listWith('Anna');
    await page.userRow(friend.user).waitFor();
    await fits('people');
    await friend.sendWithAck('Anna', `A link: https://example.com/${'very-long/'.repeat(12)} and ${'a'.repeat(90)}`);
    if (look.startsWith('phone')) await page.thread(friend.user).click(); // nothing opens by itself there
    await page.part('message').first().waitFor();
    await friend.sendWithAck('Anna', 'مرحبا بالعالم 👩🏽‍💻 שלום');
    await page.send(undefined, 'Good morning');
    assert.equal(await page.fateOf('Good morning'), 'delivered');
    await fits('thread');
    await page.part('menu').click();
    await page.part('delete').click();
    await isInSight(page.part('menu-card'));
    await isInSight(page.part('disconnect'));
    await fits('menu');
    assert.deepEqual(page.problems, []);
  });
}

scenario('a hundred thousand names: shown, searched, scrolled, and who leaves and joins among them', async s => {
  const [one] = await s.plan(2, [], entry => (entry.id === 'server-2' ? { ...entry, protocol: 'socket.io-1' } : entry));
  await one.start();
  const program = fileURLToPath(new URL('../harness/old-names.js', import.meta.url));
  const names = spawn(process.execPath, ['--no-deprecation', program, one.config, 'server-2', '100000'], { stdio: ['pipe', 'pipe', 'inherit'] });
  s.onEnd(() => names.kill('SIGKILL'));
  await new Promise(resolve => { names.stdout.once('data', resolve); });

  const page = await ChatPage.open(s, await startBrowser(s), `${one.url}/`);
  await page.part('name').fill('Anna');
  await page.part('connect').click();
  const count = expected => until(async () => (await page.part('user-count').textContent()) === expected, `${expected} names`, { limit: 30_000 });
  await count('100001');
  const rows = page.part('users').getByTestId('user');
  assert.ok(await rows.count() < 100, 'only the rows in sight exist');

  await page.part('users').focus();
  await page.page.keyboard.press('End');
  await page.userRow('user 099999').waitFor();
  await page.page.keyboard.press('Enter');
  await until(async () => (await page.part('recipient').textContent()) === 'user 099999', 'the last name to be chosen');
  // Frames go on while the list is dragged from end to end.
  const frames = await page.part('users').evaluate(async list => {
    let drawn = 0;
    for (let step = 0; step <= 60; step++) {
      list.scrollTop = (list.scrollHeight / 60) * step;
      await new Promise(requestAnimationFrame);
      await new Promise(requestAnimationFrame);
      const { top, bottom } = list.getBoundingClientRect();
      const isInSight = y => [...list.querySelectorAll('[role="option"]')].some(row => row.getBoundingClientRect().top <= y && row.getBoundingClientRect().bottom >= y);
      if ([top + 5, (top + bottom) / 2, bottom - 5].every(isInSight)) drawn++;
    }
    return drawn;
  });
  assert.equal(frames, 61, 'rows filled the list at each step');

  await page.part('filter').fill('user 0543');
  await page.userRow('user 054305').waitFor();
  names.stdin.write('-user 054305\n+user 05430-new\n');
  await page.userRow('user 054305').waitFor({ state: 'detached' });
  await page.userRow('user 05430-new').waitFor();
  await count('100001');
  assert.deepEqual(page.problems, []);
});
