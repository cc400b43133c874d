// Pages written for the old system: the client of its time, its events and nothing else; and the client as each server hands it out.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { ChatPage, openPage, startBrowser } from '../harness/browser.js';
import { scenario } from '../harness/scenario.js';
import { startUp } from '../harness/up.js';
import { until } from '../harness/wait.js';

const bundle = readFileSync(createRequire(import.meta.url).resolve('socket.io-client-1.4/socket.io.js'));

/** A page with two fixed users in spirit: it identifies by a string, sends, and lists what comes. */
const html = (script, server, user) => `<!doctype html><title>old</title><link rel="icon" href="data:,">
<ul id="list"></ul><ul id="said"></ul><script src="${script}"></script><script>
  var socket = io('${server}'), add = function (id, text) { document.getElementById(id).appendChild(document.createElement('li')).textContent = text; };
  socket.on('connect', function () { socket.emit('identify', '${user}'); });
  socket.on('update_client', function (update) { document.getElementById('list').textContent = update.list.join(' '); });
  socket.on('im', function (im) { add('said', im.from + ': ' + im.text); });
  function say(to, text) { socket.emit('im', { from: '${user}', to: to, text: text, forwarded: false }); }
</script>`;

async function serve(s, server, user) {
  const http = createServer((request, response) => {
    if (request.url === '/socket.io-1.4.5.js') response.setHeader('content-type', 'text/javascript').end(bundle);
    else response.setHeader('content-type', 'text/html').end(html(request.url === '/' ? '/socket.io-1.4.5.js' : `${server.url}/socket.io/socket.io.js`, server.url, user));
  });
  await new Promise(resolve => http.listen(0, '127.0.0.1', resolve));
  s.onEnd(() => new Promise(resolve => { http.close(resolve); http.closeAllConnections(); }));
  return `http://127.0.0.1:${http.address().port}`;
}

for (const [which, path] of [['socket.io-client 1.4.5', '/'], ['/socket.io/socket.io.js of the server', '/own']]) {
  scenario(`an old page with ${which} chats with ours`, async s => {
    const up = await startUp(s, 2);
    const browser = await startBrowser(s);
    const ours = await ChatPage.open(s, browser, up.page);
    await ours.connect('Anna', 'server-1');
    const old = await openPage(s, browser, `${await serve(s, up.servers[1], 'Oldie')}${path}`);
    await ours.userRow('Oldie').waitFor();
    await until(async () => (await old.locator('#list').textContent()) === 'Anna Oldie', 'the list of the old page');
    await ours.send('Oldie', 'hello, old page');
    await old.getByText('Anna: hello, old page', { exact: true }).waitFor();
    await old.evaluate(() => globalThis.say('Anna', 'hello, new page'));
    assert.equal(await ours.shows('hello, new page'), 1);
    assert.equal(await ours.fateOf('hello, old page'), 'delivered');
    assert.deepEqual([old.problems, ours.problems], [[], []]);
  });
}

scenario('each server hands out the client, as Socket.IO servers do', async s => {
  const [server] = await s.mesh(1);
  for (const file of ['socket.io.js', 'socket.io.min.js', 'socket.io.esm.min.js', 'socket.io.js.map']) {
    const answer = await fetch(`${server.url}/socket.io/${file}`);
    assert.equal(answer.status, 200, file);
    assert.match(answer.headers.get('content-type'), file.endsWith('.map') ? /json|octet|plain/ : /javascript/, file);
    assert.ok((await answer.text()).length > 10_000, file);
  }
  const engine = await fetch(`${server.url}/socket.io/?EIO=4&transport=polling`);
  assert.match(await engine.text(), /^0\{"sid"/);
});
