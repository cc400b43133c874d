// samples/Conformance does what the public protocol test suites of Engine.IO 3 and 4 ask of a server, item by item: where each message is
// echoed, and as far as it holds for any session, under Socket.IO.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { pingInterval, pingTimeout, strict, unhurried } from '../harness/conformance.js';
import { cutOff, Engine } from '../harness/engine.js';

const punctual = strict();
const server = unhurried('PingTimeout', 'ConnectTimeout');
const silent = unhurried('PingInterval', 'PingTimeout', 'ConnectTimeout'); // no ping ends a poll that has to be waiting

function handshakeIsRight(value, upgrades, revision) {
  assert.deepEqual({ ...value, sid: typeof value.sid }, { sid: 'string', upgrades, pingInterval, pingTimeout, maxPayload: 1_000_000 }, `EIO ${revision}`);
}

/** For requests that must arrive in order on two connections, the first unanswered: once more, with a longer pause, if they did not. */
async function inTurn(body) {
  for (const pause of [20, 300, 3000]) {
    try {
      return await body(pause);
    } catch (error) {
      if (pause === 3000) throw error;
    }
  }
}

/** What holds for any session, at whatever path: how it begins, and what its heartbeat is. */
function times(path, revision) {
  const engine = new Engine(() => punctual, path, revision);
  const item = (name, body) => test(`${path} EIO=${revision}: ${name}`, body);

  item('a polling session opens', async () => {
    const answer = await engine.http('transport=polling');
    assert.equal(answer.status, 200);
    const [first] = engine.decode(await answer.text());
    assert.equal(first[0], '0');
    handshakeIsRight(JSON.parse(first.slice(1)), ['websocket'], revision);
  });

  item('a WebSocket session opens', async () => {
    const line = await engine.connect();
    handshakeIsRight(line.handshake, [], revision);
    line.close();
  });

  item('the want of heartbeats ends a polling session', async () => {
    for (const late of [sid => engine.poll(sid), sid => engine.post(sid, '2')]) {
      const sid = await engine.open();
      await sleep(pingInterval + pingTimeout);
      assert.equal((await late(sid)).status, 400);
    }
  });

  item('the want of heartbeats ends a WebSocket session', async () => {
    const start = Date.now();
    const line = await engine.connect();
    assert.equal(await line.closed, cutOff);
    const silence = Date.now() - start;
    assert.ok(silence >= pingInterval + pingTimeout, `not before its time, but after ${silence} ms`);
  });
}

/** The rest of it. */
function sessions(path, revision) {
  const engine = new Engine(() => server, path, revision);
  const item = (name, body) => test(`${path} EIO=${revision}: ${name}`, body);

  item('bad requests are refused', async () => {
    for (const eio of [null, 'abc']) {
      assert.equal((await fetch(engine.address('transport=polling', { eio }))).status, 400);
      await engine.refused('transport=websocket', { eio });
    }
    for (const query of ['', 'transport=abc']) {
      assert.equal((await engine.http(query)).status, 400);
      await engine.refused(query);
    }
    for (const method of ['POST', 'PUT']) assert.equal((await engine.http('transport=polling', { method })).status, 400);
  });

  item('a polling session has heartbeats', async () => {
    const sid = await engine.open();
    for (let n = 0; n < 3; n++) {
      if (revision === 3) await engine.send(sid, '2');
      assert.deepEqual(await engine.receiveControl(sid), [revision === 4 ? '2' : '3']);
      if (revision === 4) await engine.send(sid, '3');
    }
  });

  item('a WebSocket session has heartbeats', async () => {
    const line = await engine.connect();
    for (let n = 0; n < 3; n++) {
      if (revision === 3) line.send('2');
      assert.equal(await line.nextControl(), revision === 4 ? '2' : '3');
      if (revision === 4) line.send('3');
    }
    line.close();
  });

  item('the client ends its polling session', async () => {
    const quiet = new Engine(() => silent, path, revision);
    await inTurn(async pause => {
      const sid = await quiet.open();
      const last = quiet.receiveControl(sid);
      last.catch(() => {});
      await sleep(pause);
      await quiet.send(sid, '1');
      assert.deepEqual(await last, ['6']);
      await quiet.isGone(sid);
    });
  });

  item('the client ends its WebSocket session', async () => {
    const line = await engine.connect();
    line.send('1');
    await line.closedByFrame();
  });

  for (const patient of [true, false]) {
    item(`after an upgrade${patient ? '' : ' that did not wait for the answer to its probe'} other requests are refused and harm nothing`, async () => {
      const sid = await engine.open();
      const line = await engine.upgrade(sid, patient);
      line.send('5');
      await engine.isUpgraded(sid);
      await (await engine.connect(`transport=websocket&sid=${sid}`)).closedByFrame(); // accepted, then closed
      if (path === '/engine.io/') {
        line.send('4hello');
        assert.equal(await line.nextMessage(), '4hello');
      } else {
        if (revision === 3) line.send('2');
        assert.equal(await line.nextControl(), revision === 3 ? '3' : '2');
      }
      line.close();
    });
  }
}

/** What holds where each message is echoed. */
function messages(revision) {
  const engine = new Engine(() => server, '/engine.io/', revision);
  const quiet = new Engine(() => silent, '/engine.io/', revision);
  const item = (name, body) => test(`/engine.io/ EIO=${revision}: ${name}`, body);
  const binary = revision === 4 ? 'bAQIDBA==' : 'b4AQIDBA==';

  for (const packets of [['4hello'], ['4test1', '4test2', '4test3'], ['4hello', binary]]) {
    item(`a payload of ${packets} comes back`, async () => {
      const sid = await quiet.open();
      await quiet.send(sid, ...packets);
      assert.equal(await quiet.receive(sid), quiet.encode(...packets));
    });
  }

  if (revision === 3) {
    item('a client that reads bytes gets the binary form', async () => {
      const sid = await engine.open('');
      await engine.send(sid, '4hello', binary);
      const payload = [...new Uint8Array(await (await engine.poll(sid)).arrayBuffer())];
      assert.deepEqual(payload, [0, 6, 255, ...Buffer.from('4hello'), 1, 5, 255, 4, 1, 2, 3, 4]);
    });
  }

  item('an invalid payload ends the session', async () => {
    const sid = await engine.open();
    assert.equal((await engine.http(`transport=polling&sid=${sid}`, { method: 'POST', body: 'abc' })).status, 400);
    await engine.isGone(sid);
  });

  item('two polls at a time end the session', async () => {
    const sid = await quiet.open();
    const answers = await Promise.all([quiet.poll(sid), quiet.poll(sid, '&t=burst')]); // whichever comes first
    assert.deepEqual(answers.map(answer => answer.status).sort(), [200, 400]);
    assert.equal(await answers.find(answer => answer.status === 200).text(), quiet.encode('1'));
    await quiet.isGone(sid);
  });

  item('a poll that is cancelled ends the session', async () => {
    await inTurn(async pause => {
      const sid = await quiet.open();
      const controller = new AbortController();
      const poll = quiet.http(`transport=polling&sid=${sid}`, { signal: controller.signal });
      await sleep(pause);
      controller.abort();
      await assert.rejects(poll);
      await sleep(pause); // for the server to see that the connection has gone
      await quiet.isGone(sid);
    });
  });

  item('text and bytes come back over a WebSocket', async () => {
    const line = await engine.connect();
    line.send('4hello');
    assert.equal(await line.nextMessage(), '4hello');
    const bytes = revision === 4 ? [1, 2, 3, 4] : [4, 1, 2, 3, 4];
    line.send(Uint8Array.from(bytes));
    assert.deepEqual(await line.nextMessage(), bytes);
    line.close();
  });

  item('an invalid packet ends a WebSocket session', async () => {
    const line = await engine.connect();
    line.send('abc');
    await line.closedByFrame();
  });

  for (const pollsFirst of [true, false]) {
    item(`an upgrade ends the poll that ${pollsFirst ? 'waits' : 'comes after the probe'}, and carries on`, async () => {
      const sid = await quiet.open();
      const waiting = pollsFirst && quiet.receive(sid);
      const line = await quiet.upgrade(sid);
      assert.equal(await (waiting || quiet.receive(sid)), quiet.encode('6'));
      line.send('5');
      line.send('4hello');
      assert.equal(await line.nextMessage(), '4hello');
      line.close();
    });
  }
}

// Most of it is waiting.
describe('conformance', { concurrency: 8 }, () => {
  for (const revision of [3, 4]) {
    for (const path of ['/engine.io/', '/socket.io/']) {
      times(path, revision);
      sessions(path, revision);
    }
    messages(revision);
  }
});
