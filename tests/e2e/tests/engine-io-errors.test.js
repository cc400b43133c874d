// What the HTTP side answers to requests that no client of ours would make.
import assert from 'node:assert/strict';
import { http } from '../harness/http.js';
import { scenario, sharedMesh } from '../harness/scenario.js';

const mesh = sharedMesh(1);

async function assertRefused(url, options, code) {
  const answer = await http(url, options);
  assert.equal(answer.status, 400, `${options?.method ?? 'GET'} ${url}: ${answer.body}`);
  const error = JSON.parse(answer.body);
  assert.equal(typeof error.code, 'number');
  assert.equal(typeof error.message, 'string');
  if (code !== undefined) assert.equal(error.code, code, error.message);
  assert.match(answer.headers['content-type'], /^application\/json/);
}

async function openSession(server, eio) {
  const answer = await http(`${server.url}/socket.io/?EIO=${eio}&transport=polling`);
  assert.equal(answer.status, 200);
  return JSON.parse(answer.body.slice(answer.body.indexOf('{'), answer.body.indexOf('}') + 1)).sid;
}

// Engine.IO's own codes: 0 transport unknown, 1 session unknown, 2 bad handshake method, 3 bad request, 5 unsupported protocol version.
const bad = [
  ['no EIO', '?transport=polling'],
  ['an unknown EIO', '?EIO=2&transport=polling', 5],
  ['an EIO that is no number', '?EIO=abc&transport=polling', 5],
  ['no transport', '?EIO=4', 0],
  ['an unknown transport', '?EIO=4&transport=carrier-pigeon', 0],
  ['an unknown transport, in Engine.IO 3', '?EIO=3&transport=carrier-pigeon', 0],
  ['no query at all', ''],
  ['an unknown sid', '?EIO=4&transport=polling&sid=no-such-session', 1],
  ['an unknown sid, in Engine.IO 3', '?EIO=3&transport=polling&sid=no-such-session', 1],
  ['a sid that is a property of every object', '?EIO=4&transport=polling&sid=__proto__', 1],
  ['the websocket transport without an upgrade', '?EIO=4&transport=websocket', 3],
];

for (const [title, query, code] of bad) {
  scenario(`GET with ${title} is answered 400 with Engine.IO's error body`, { on: mesh }, async s => {
    await assertRefused(`${s.servers[0].url}/socket.io/${query}`, {}, code);
  });
}

for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) {
  scenario(`a handshake by ${method} is answered 400 with Engine.IO's error body`, { on: mesh }, async s => {
    await assertRefused(`${s.servers[0].url}/socket.io/?EIO=4&transport=polling`, { method, body: method === 'DELETE' ? undefined : '40' }, 2);
  });
}

for (const eio of [3, 4]) {
  scenario(`Engine.IO ${eio}: a method other than GET and POST on a session is answered 400`, { on: mesh }, async s => {
    const [server] = s.servers;
    const sid = await openSession(server, eio);
    await assertRefused(`${server.url}/socket.io/?EIO=${eio}&transport=polling&sid=${sid}`, { method: 'PUT', body: '1:2' });
  });

  scenario(`Engine.IO ${eio}: a session of one version is not served to the other, nor over an unknown transport`, { on: mesh }, async s => {
    const [server] = s.servers;
    const sid = await openSession(server, eio);
    await assertRefused(`${server.url}/socket.io/?EIO=${7 - eio}&transport=polling&sid=${sid}`);
    await assertRefused(`${server.url}/socket.io/?EIO=${eio}&transport=pigeon&sid=${sid}`, {}, 0);
  });

  scenario(`Engine.IO ${eio}: two polls at once end the session`, { on: mesh }, async s => {
    const [server] = s.servers;
    const sid = await openSession(server, eio);
    const poll = `${server.url}/socket.io/?EIO=${eio}&transport=polling&sid=${sid}`;
    const answers = await Promise.all([http(poll), http(poll)]);
    assert.ok(answers.some(answer => answer.status === 400), JSON.stringify(answers.map(({ status, body }) => ({ status, body }))));
    await assertRefused(poll, {}, 1);
  });

  scenario(`Engine.IO ${eio}: rubbish as a payload ends the session and harms nobody else`, { on: mesh }, async s => {
    const [server] = s.servers;
    const bystander = await s.client(server, { user: s.name() });
    for (const rubbish of ['9', '\u0000\u0001', '999999:4', '-1:2', '42', '4\u001e\u001e\u001e', '44444444["', '4{']) {
      const sid = await openSession(server, eio);
      const url = `${server.url}/socket.io/?EIO=${eio}&transport=polling&sid=${sid}`;
      const answer = await http(url, { method: 'POST', body: rubbish, headers: { 'content-type': 'text/plain;charset=UTF-8' } });
      assert.ok([200, 400].includes(answer.status), `${JSON.stringify(rubbish)}: ${answer.status}`);
    }
    assert.equal((await bystander.sendWithAck(bystander.user, 'alive')).delivered, 1);
  });
}

scenario('a payload over the limit is refused with 413 and harms nobody else', { on: mesh }, async s => {
  const [server] = s.servers;
  const bystander = await s.client(server, { user: s.name() });
  const sid = await openSession(server, 4);
  const body = `4${'x'.repeat(2_000_000)}`;
  const answer = await http(`${server.url}/socket.io/?EIO=4&transport=polling&sid=${sid}`, { method: 'POST', body }).catch(error => error);
  assert.ok(answer instanceof Error ? ['ECONNRESET', 'EPIPE'].includes(answer.code) : answer.status === 413, String(answer.status ?? answer));
  assert.equal((await bystander.sendWithAck(bystander.user, 'alive')).delivered, 1);
});
