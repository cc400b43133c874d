// The page of the mesh with made-up answers: many servers, small windows, no colours, no mouse, no network.
import assert from 'node:assert/strict';
import { barriers, keepPicture, startBrowser } from '../harness/browser.js';
import { idsOf, routeMesh } from '../harness/made-up-mesh.js';
import { scenario } from '../harness/scenario.js';
import { startUp } from '../harness/up.js';
import { until } from '../harness/wait.js';

const broken = ids => ({
  servers: { [ids[6]]: 'silent', [ids[11]]: { draining: true } },
  links: {
    ...Object.fromEntries(ids.map(id => [`${id} ${ids[6]}`, { outgoing: 'down', incoming: 'down', closed: 'HeartbeatTimeout' }])),
    [`${ids[2]} ${ids[3]}`]: { roundTripMs: 850 }, [`${ids[4]} ${ids[5]}`]: { unacknowledged: 1_200 },
    [`${ids[8]} ${ids[9]}`]: { outgoing: 'down', closed: 'ConnectFailed' }, [`${ids[9]} ${ids[8]}`]: { incoming: 'down' },
  },
  events: Object.fromEntries(ids.map(id => [id, [{ kind: 'link-down', peer: ids[6], direction: 'outgoing', reason: 'heartbeat-timeout' }]])),
});

async function open(s, browser, up, ids, change, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  page.problems = [];
  page.on('pageerror', error => page.problems.push(error.message));
  const origin = up.page.replace(/\/$/, '');
  await routeMesh(page, origin, ids, change);
  await page.goto(`${origin}/mesh`);
  await page.getByTestId('node').first().waitFor();
  return page;
}

const isWide = page => page.evaluate(() => document.documentElement.scrollWidth > innerWidth);

scenario('forty servers are a matrix with the worst first, and rows of what is not well', async s => {
  const up = await startUp(s, 1);
  const browser = await startBrowser(s);
  const ids = idsOf(40);
  let isBroken = true;
  const page = await open(s, browser, up, ids, all => (isBroken ? broken(all) : {}));
  const cells = severity => page.getByTestId(`cells-${severity}`).getAttribute('data-count');
  // 39 links of the dead one both ways, a backlog, a direction
  await until(async () => (await Promise.all(['bad', 'warn', 'good'].map(cells))).join() === '80,1,1479', 'what is broken to be red');
  await until(async () => (await page.getByTestId('node').first().getAttribute('data-id')) === 'server-7', 'the dead one to be first');
  await page.getByText('1 server does not answer, 1 link one way, 1 backlog, 1 slow link, 1 server draining').waitFor();
  await page.getByRole('heading', { name: 'Links that are not well: 3 of 741' }).waitFor();
  await until(async () => (await page.getByTestId('link').first().getAttribute('data-between')) === 'server-5 server-6', 'the link one way to be first');
  await page.getByTestId('event').filter({ hasText: 'server-7: links with 39 servers lost' }).waitFor();
  const box = await page.getByTestId('matrix').boundingBox();
  assert.ok(box.width >= 500 && box.y + box.height < 900, JSON.stringify(box));
  await page.mouse.move(box.x + box.width * 0.5, box.y + box.height * 0.5);
  await page.locator('.readout', { hasText: /server-\d+ → server-\d+: up/ }).waitFor();
  assert.equal(await isWide(page), false);
  await keepPicture(page, 'mesh of forty');
  assert.deepEqual(await barriers(page), []);
  isBroken = false;
  await page.getByText('All well').waitFor();
  await page.getByText('All others are up.').waitFor();
  assert.deepEqual(page.problems, []);
});

scenario('phone, 400 % zoom, forced colours and long names lose nothing', async s => {
  const up = await startUp(s, 1);
  const browser = await startBrowser(s);
  const looks = {
    phone: { viewport: { width: 390, height: 844 } },
    zoom: { viewport: { width: 320, height: 256 } },
    'forced colours': { forcedColors: 'active' },
    dark: { colorScheme: 'dark' },
  };
  for (const [name, options] of Object.entries(looks)) {
    for (const count of [5, 12]) {
      const ids = idsOf(count, n => `chat-${n % 2 ? 'eu-central' : 'us-east'}-${n}.mesh.internal.example`);
      const page = await open(s, browser, up, ids, all => ({ servers: { [all[1]]: 'silent' } }), options);
      await page.getByText('1 server does not answer').waitFor();
      assert.equal(await isWide(page), false, `${name}, ${count}`);
      assert.deepEqual(await barriers(page), [], `${name}, ${count}`);
      await keepPicture(page, `mesh of ${count}, ${name}`);
      await page.context().close();
    }
  }
});

scenario('everything can be reached by keyboard alone, and Back goes back', async s => {
  const up = await startUp(s, 1);
  const page = await open(s, await startBrowser(s), up, idsOf(3), () => ({}));
  const focused = () => page.evaluate(() => document.activeElement.getAttribute('href') ?? document.activeElement.id);
  const tabTo = async what => {
    for (let n = 0; n < 60 && (await focused()) !== what; n++) await page.keyboard.press('Tab');
    assert.equal(await focused(), what);
  };
  await tabTo('#server=server-2');
  await page.keyboard.press('Enter');
  await page.locator('[data-testid="panel"][data-id="server-2"]').waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'server-2'); // whoever came by keyboard is at its beginning
  assert.match(await page.title(), /^server-2 – Gossamer mesh$/);
  assert.deepEqual(await barriers(page), []);
  await page.goBack();
  await page.getByTestId('graph').waitFor();
  await tabTo('find');
});

scenario('a browser that is offline says so, and calls no server dead', async s => {
  const up = await startUp(s, 2);
  const browser = await startBrowser(s);
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${up.page}mesh`);
  await until(async () => (await page.locator('[data-testid="node"][data-state="alive"]').count()) === 2, 'two servers');
  await context.setOffline(true);
  await page.getByText('This browser is offline: the servers are not reached from here.').waitFor();
  await until(async () => (await page.locator('[data-testid="node"][data-state="unreached"]').count()) === 2, 'both not to be reached');
  assert.equal(await page.locator('[data-state="dead"][data-testid="node"]').count(), 0);
  assert.equal(await page.getByTestId('alive').textContent(), '? of 2');
  assert.deepEqual(await barriers(page), []);
  await context.setOffline(false);
  await page.getByText('All well').waitFor();
});
