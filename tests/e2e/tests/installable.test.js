// The pages as an app: what a browser wants before it installs one, and that it starts when the server that it came from is dead.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { barriers, ChatPage, openPage, startBrowser } from '../harness/browser.js';
import { freePort } from '../harness/ports.js';
import { scenario } from '../harness/scenario.js';
import { until } from '../harness/wait.js';

/** The worker has all files, and the next visit is its own. */
const whenKept = page => page.evaluate(() => navigator.serviceWorker.ready.then(({ active }) => new Promise(resolve => {
  const look = () => active.state === 'activated' && resolve();
  active.addEventListener('statechange', look);
  look();
})));

const caches = page => page.evaluate(() => globalThis.caches.keys());

/** Anna's page of the first server, connected to it, with something said to and by Friend, who is at the second. */
async function conversation(s) {
  const [one, two] = await s.mesh(2);
  const browser = await startBrowser(s);
  const page = await ChatPage.open(s, browser, `${one.url}/`);
  await page.connect('Anna', 'server-1');
  const friend = await s.client(two, { user: 'Friend' });
  await page.send('Friend', 'said before');
  assert.equal(await page.fateOf('said before'), 'delivered');
  await friend.sendWithAck('Anna', 'heard before');
  await page.message('heard before').waitFor();
  await whenKept(page.page);
  return { one, two, browser, page, friend };
}

scenario('a browser may install the page', async s => {
  const [server] = await s.mesh(1);
  const page = await openPage(s, await startBrowser(s), `${server.url}/`);
  const cdp = await page.context().newCDPSession(page);
  const { errors, data } = await cdp.send('Page.getAppManifest');
  assert.deepEqual(errors, []);
  const { name, start_url, display, icons } = JSON.parse(data);
  assert.deepEqual([name, start_url, display], ['Gossamer', '/', 'standalone']);
  await whenKept(page);
  const { installabilityErrors } = await cdp.send('Page.getInstallabilityErrors');
  // The tests' windows are private ones, in which nothing is installed.
  assert.deepEqual(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito'), []);
  for (const { src, type, sizes } of icons) {
    const [served, drawn] = await page.evaluate(async address => {
      const answer = await fetch(address);
      const picture = new Image();
      picture.src = address;
      await picture.decode();
      return [answer.headers.get('content-type'), `${picture.naturalWidth}x${picture.naturalHeight}`];
    }, src);
    assert.equal(served, type, src);
    if (sizes !== 'any') assert.equal(drawn, sizes, src);
  }
  const headers = path => fetch(server.url + path).then(({ headers: all }) => ['content-type', 'cache-control'].map(header => all.get(header)));
  assert.deepEqual(await headers('/sw.js'), ['text/javascript', 'no-cache']);
  assert.deepEqual(await headers('/manifest.webmanifest'), ['application/manifest+json', 'no-cache']);
  assert.deepEqual(page.problems, []);
});

scenario('with its server dead the page starts all the same, goes to a living one, and has its history', async s => {
  const { one, page, friend } = await conversation(s);
  await one.kill();
  await page.page.reload();
  await page.page.locator('[data-testid="status"][data-state="connected"][data-server="server-2"]').waitFor();
  await page.thread('Friend').click();
  for (const text of ['said before', 'heard before']) assert.equal(await page.shows(text), 1);
  await page.send(undefined, 'from another server');
  assert.equal((await friend.message('from another server')).from, 'Anna'); // the dead server may not have been missed yet: no word on confirmation
});

scenario('with all servers dead every page starts, what was said can be read, and nothing of the servers is kept', async s => {
  const { one, two, page } = await conversation(s);
  const paths = await page.page.evaluate(async () => {
    const cache = await globalThis.caches.open((await globalThis.caches.keys())[0]);
    return (await cache.keys()).map(({ url }) => new URL(url).pathname);
  });
  assert.ok(['/', '/shell', '/mesh', '/manifest.webmanifest'].every(path => paths.includes(path)), paths.join());
  assert.deepEqual(paths.filter(path => /^\/(api|socket\.io|healthz|metrics)|\.map$/.test(path)), []);

  await Promise.all([one.kill(), two.kill()]);
  await page.page.reload();
  await page.whenStatus('reconnecting');
  await page.thread('Friend').click();
  assert.equal(await page.shows('said before'), 1);

  const tab = await page.another(s); // it was nobody yet: it shows what its user last read and said, and asks who one is
  await tab.thread('Friend').click();
  assert.equal(await tab.shows('heard before'), 1);
  assert.equal(await tab.part('name').inputValue(), 'Anna');
  assert.deepEqual(await barriers(tab.page), []);

  await tab.page.goto(`${one.url}/mesh`);
  await tab.page.locator('nav a[aria-current="page"]', { hasText: 'Mesh' }).waitFor();
  await tab.page.goto(`${one.url}/shell`);
  await tab.page.getByTestId('client').nth(1).waitFor();
  assert.equal(await tab.page.getByTestId('client').count(), 2);
  await tab.page.frameLocator('iframe').first().getByTestId('status').waitFor();
  assert.equal(await tab.page.frameLocator('iframe').first().locator('body').evaluate(() =>
    navigator.serviceWorker.getRegistrations().then(({ length }) => length)), 1); // the shell's, not one more

  await Promise.all([one.start(), two.start()]);
  await page.whenStatus('connected');
});

scenario('a new version is taken on the next visit, and the old one goes; a server that is slow does not keep the page from starting', async s => {
  const [server] = await s.mesh(1);
  const version = { n: 1, isSlow: false };
  const port = await freePort();
  const front = createServer(async (request, response) => {
    if (version.isSlow && request.url === '/') return; // never
    const { pathname } = new URL(request.url, server.url);
    const answer = await fetch(server.url + request.url);
    const body = Buffer.from(await answer.arrayBuffer());
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'text/plain', 'cache-control': 'no-cache' });
    response.end(pathname === '/sw.js' && version.n > 1 ? `${body}\n// ${version.n}`.replaceAll(/(?<=`)[0-9a-f]{16}(?=`)/g, `version-${version.n}`) : body);
  });
  await new Promise(resolve => front.listen(port, '127.0.0.1', resolve));
  s.onEnd(() => { front.closeAllConnections(); front.close(); });
  const url = `http://127.0.0.1:${port}/`;
  const page = await openPage(s, await startBrowser(s), url);
  await whenKept(page);
  const [before, ...none] = await caches(page);
  assert.deepEqual(none, []);

  version.n = 2;
  await page.reload();
  await until(async () => (await caches(page)).every(name => name !== before), 'the old version to be gone');
  assert.deepEqual(await caches(page), ['gossamer-pages-version-2']);

  version.isSlow = true;
  await page.reload();
  await page.getByTestId('connect').waitFor();
});

scenario('on plain http at another name than localhost there is no worker, and the page is whole', async s => {
  const [server] = await s.mesh(1);
  const browser = await startBrowser(s, ['--host-resolver-rules=MAP plain.example 127.0.0.1']);
  const page = await ChatPage.open(s, browser, `http://plain.example:${server.port}/`);
  await page.connect('Anna', 'server-1');
  assert.equal(await page.page.evaluate(() => 'serviceWorker' in navigator), false);
  const friend = await s.client(server, { user: 'Friend' });
  await page.send('Friend', 'hello');
  assert.equal((await friend.message('hello')).from, 'Anna');
  assert.deepEqual(page.problems.filter(problem => !problem.includes('Cross-Origin-Opener-Policy header has been ignored')), []);
});
