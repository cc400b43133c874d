// The headers that a browser demands before it lets a page on another port talk to a server.
import assert from 'node:assert/strict';
import { http } from '../harness/http.js';
import { scenario, sharedMesh } from '../harness/scenario.js';

const mesh = sharedMesh(1);
const origin = 'http://localhost:8080';

/** Browsers' socket.io-clients 1.x and 2.x ask with credentials, and then "*" will not do. */
function assertAllows(answer, what) {
  assert.equal(answer.headers['access-control-allow-origin'], origin, what);
  assert.equal(answer.headers['access-control-allow-credentials'], 'true', what);
}

for (const eio of [3, 4]) {
  scenario(`Engine.IO ${eio}: handshake, poll, post and refusals carry the CORS headers`, { on: mesh }, async s => {
    const url = `${s.servers[0].url}/socket.io/?EIO=${eio}&transport=polling`;
    const headers = { origin };
    const handshake = await http(url, { headers });
    assert.equal(handshake.status, 200);
    assertAllows(handshake, 'handshake');
    const { sid } = JSON.parse(handshake.body.slice(handshake.body.indexOf('{'), handshake.body.indexOf('}') + 1));
    const body = eio === 4 ? '40' : '1:2'; // the answer to it is what the poll fetches: the CONNECT, the pong
    const post = await http(`${url}&sid=${sid}`, { method: 'POST', headers: { ...headers, 'content-type': 'text/plain;charset=UTF-8' }, body });
    assert.equal(post.status, 200);
    assertAllows(post, 'post');
    assertAllows(await http(`${url}&sid=${sid}`, { headers }), 'poll');
    const refusal = await http(`${url}&sid=unknown`, { headers });
    assert.equal(refusal.status, 400);
    assertAllows(refusal, 'refusal');
  });

  scenario(`Engine.IO ${eio}: the preflight of a post is answered`, { on: mesh }, async s => {
    const answer = await http(`${s.servers[0].url}/socket.io/?EIO=${eio}&transport=polling`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' },
    });
    assert.ok([200, 204].includes(answer.status), String(answer.status));
    assertAllows(answer, 'preflight');
    // POST is a method that needs no permission by name, but where methods are named it must be among them.
    assert.match(answer.headers['access-control-allow-methods'] ?? 'POST', /POST|\*/i);
    assert.match(answer.headers['access-control-allow-headers'], /content-type/i);
  });
}
