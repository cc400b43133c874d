// What a proxy of deploy/ must do, whichever it is: four servers behind it, no stickiness, TLS, real clients.
import assert from 'node:assert/strict';
import { request } from 'node:https';
import { kinds } from '../../e2e/harness/clients.js';
import { http } from '../../e2e/harness/http.js';
import { anyRate } from '../../e2e/harness/options.js';
import { scenario } from '../../e2e/harness/scenario.js';
import { until } from '../../e2e/harness/wait.js';

const options = ['--proxy', '127.0.0.1', '--public-url', 'https://chat.example', '--drain', '6000', ...anyRate];
const handshake = '/socket.io/?EIO=4&transport=polling';

/** Somebody new every 20 ms until stop(), 60 of them at least; it returns what was answered: {status: how often}. */
function newcomers(url) {
  const answers = {};
  let going = true;
  const coming = (async () => {
    for (; going; await new Promise(resolve => setTimeout(resolve, 20))) {
      const status = await fetch(url + handshake).then(async answer => (await answer.text(), answer.status), error => error.cause?.code ?? error.message);
      answers[status] = (answers[status] ?? 0) + 1;
    }
  })();
  return {
    async stop() {
      await until(() => Object.values(answers).reduce((sum, count) => sum + count, 0) >= 60, 'newcomers');
      going = false;
      await coming;
      return answers;
    },
  };
}

/** By a name: what localhost and addresses are told differs. */
function calledChat(url) {
  return new Promise((resolve, reject) => {
    request(url, { headers: { host: 'chat.example' }, agent: false }, answer => {
      const parts = [];
      answer.on('data', part => parts.push(part));
      answer.on('end', () => resolve({ status: answer.statusCode, headers: answer.headers, body: `${Buffer.concat(parts)}` }));
    }).on('error', reject).end();
  });
}

/** Each sends to the next one, and that one gets it. */
export async function ring(clients, text) {
  for (const [n, client] of clients.entries()) {
    const to = clients[(n + 1) % clients.length];
    await client.reaches(to.user, 1);
    assert.equal((await client.sendWithAck(to.user, `${text} ${n}`)).delivered, 1);
    await to.message(`${text} ${n}`);
  }
}

/** @param start (scope, servers) => the proxy @param served which server a line of its log is about */
export function testsOf(name, start, { served, failed }) {
  const everybody = (s, proxy) => Promise.all(kinds.map((kind, n) => s.client(proxy, { ...kind, user: `user-${n}` })));

  scenario(`${name}: clients of every generation, by polling, WebSocket and upgrade, over TLS; messages cross, no request fails`, async s => {
    const servers = await s.mesh(4, options);
    const proxy = await start(s, servers);
    const clients = await everybody(s, proxy);
    const names = clients.map(({ user }) => user);
    await Promise.all(clients.map(client => client.listWith(...names)));
    await ring(clients, 'around');

    const lines = proxy.requests;
    const counts = new Map(servers.map(({ id, ip, port }) => [id, lines.filter(line => served(line, { id, address: `${ip}:${port}` })).length]));
    for (const [id, count] of counts) assert.ok(count >= lines.length / 8, `${id} had ${count} of ${lines.length} requests`);
    assert.deepEqual(lines.filter(failed), []);
    assert.deepEqual(lines.filter(line => line.includes('sid=')), [], 'session ids are secrets');
    s.t.diagnostic(`${lines.length} requests over 4 servers, none failed`);
  });

  scenario(`${name}: a server drains, stops and starts again; whoever is new gets in all the while, and everybody comes back`, async s => {
    const servers = await s.mesh(4, options);
    const proxy = await start(s, servers);
    const clients = await everybody(s, proxy);
    const coming = newcomers(proxy.url);
    assert.equal((await servers[1].terminate(20_000)).code, 0);
    await servers[1].start();
    await Promise.all(clients.map(client => client.whenConnected(60_000)));
    await Promise.all(clients.map(client => client.listWith(...clients.map(({ user }) => user))));
    await ring(clients, 'after');
    const { 200: welcome, ...others } = await coming.stop();
    assert.deepEqual(others, {});
    s.t.diagnostic(`${welcome} handshakes during drain, stop and start, none refused`);
  });

  scenario(`${name}: a server is killed; whoever is new gets in all the while`, async s => {
    const servers = await s.mesh(4, options);
    const proxy = await start(s, servers);
    const coming = newcomers(proxy.url);
    await until(() => proxy.requests.length > 20, 'some newcomers');
    await servers[2].kill();
    const before = proxy.requests.length;
    await until(() => proxy.requests.length > before + 60, 'more of them');
    const { 200: _, ...others } = await coming.stop();
    assert.deepEqual(others, {});
  });

  scenario(`${name}: plain HTTP is sent to TLS; the page comes, and is told to stay there`, async s => {
    const servers = await s.plan(4, options);
    await servers[0].start(); // the others do not answer
    const proxy = await start(s, servers);
    const { status, headers } = await http(`${proxy.plainUrl}/mesh`);
    assert.equal(status, 308);
    assert.match(headers.location, /^https:\/\/localhost(:\d+)?\/mesh$/);
    const page = await calledChat(`${proxy.url}/`);
    assert.equal(page.status, 200);
    assert.match(page.body, /<title>/);
    assert.match(page.headers['strict-transport-security'] ?? 'none', /max-age=/); // X-Forwarded-Proto was believed
    const places = await calledChat(`${proxy.url}/api/servers`);
    assert.deepEqual(JSON.parse(places.body), [{ id: 'chat.example', url: 'https://chat.example' }], 'where the page connects');
    assert.equal((await (await fetch(`${servers[0].url}/api/servers`)).json()).length, 4, 'asked itself, a server tells of all');
  });
}
