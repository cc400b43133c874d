// samples/Conformance does what the public protocol test suites of Engine.IO 3 and 4 and of Socket.IO 5 ask of a server, item by item.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Engine } from '../harness/engine.js';
import { shared } from '../harness/sample.js';

const [pingInterval, pingTimeout, connectTimeout] = [300, 200, 1000]; // ms
const server = shared('samples/Conformance');

function handshakeIsRight(value, upgrades, revision) {
  assert.deepEqual({ ...value, sid: typeof value.sid }, { sid: 'string', upgrades, pingInterval, pingTimeout, maxPayload: 1_000_000 }, `EIO ${revision}`);
}

/** What holds for any session, at whatever path. */
function sessions(path, revision) {
  const engine = new Engine(() => server, path, revision);
  const item = (name, body) => test(`${path} EIO=${revision}: ${name}`, body);

  item('a polling session opens', async () => {
    const answer = await engine.http('transport=polling');
    assert.equal(answer.status, 200);
    const text = await answer.text();
    if (revision === 4) {
      assert.equal(text[0], '0');
    } else {
      const [length, ...rest] = text.split(':');
      assert.equal(Number(length), rest.join(':').length);
      assert.equal(rest.join(':')[0], '0');
    }
    handshakeIsRight(JSON.parse(text.slice(text.indexOf('{'))), ['websocket'], revision);
  });

  item('a WebSocket session opens', async () => {
    const line = await engine.connect();
    handshakeIsRight(line.handshake, [], revision);
    line.close();
  });

  item('bad requests are refused', async () => {
    for (const eio of [undefined, 'abc']) {
      assert.equal((await fetch(engine.address('transport=polling', { eio }))).status, 400);
      await engine.refused('transport=websocket', { eio });
    }
    for (const query of ['', 'transport=abc']) {
      assert.equal((await engine.http(query)).status, 400);
      await engine.refused(query);
    }
    for (const method of ['POST', 'PUT']) assert.equal((await engine.http('transport=polling', { method })).status, 400);
  });

  item('heartbeats keep a polling session, and their want ends it', async () => {
    const sid = await engine.open();
    for (let n = 0; n < 3; n++) {
      if (revision === 4) {
        assert.equal(await engine.receive(sid), '2');
        await engine.send(sid, '3');
      } else {
        await engine.send(sid, '2');
        assert.equal(await engine.receive(sid), '1:3');
      }
    }
    await sleep(pingInterval + pingTimeout);
    await engine.isGone(sid);
    assert.equal((await engine.post(sid, '4late')).status, 400);
  });

  item('heartbeats keep a WebSocket session, and their want ends it', async () => {
    const line = await engine.connect();
    for (let n = 0; n < 3; n++) {
      if (revision === 3) line.send('2');
      assert.equal(await line.next(), revision === 4 ? '2' : '3');
      if (revision === 4) line.send('3');
    }
    const start = Date.now();
    await line.closed;
    assert.ok(Date.now() - start >= pingTimeout, 'not before its time');
    assert.ok(Date.now() - start < 5 * (pingInterval + pingTimeout), 'soon after it');
  });

  item('the client ends its polling session', async () => {
    const sid = await engine.open();
    const [last] = await Promise.all([engine.receive(sid), engine.send(sid, '1')]);
    assert.equal(last, engine.encode('6'));
    await engine.isGone(sid);
  });

  item('the client ends its WebSocket session', async () => {
    const line = await engine.connect();
    line.send('1');
    await line.closedSoon(pingInterval); // and not for want of a heartbeat
  });

  item('after an upgrade other requests of the session are refused and harm nothing', async () => {
    const sid = await engine.open();
    const line = await engine.upgrade(sid);
    line.send('5');
    await engine.isGone(sid);
    await engine.refused(`transport=websocket&sid=${sid}`);
    if (revision === 3) line.send('2');
    assert.equal(await line.next(), revision === 3 ? '3' : '2');
    line.close();
  });
}

/** What holds where each message is echoed. */
function messages(revision) {
  const engine = new Engine(() => server, '/engine.io/', revision);
  const item = (name, body) => test(`/engine.io/ EIO=${revision}: ${name}`, body);
  const binary = revision === 4 ? 'bAQIDBA==' : 'b4AQIDBA==';

  for (const packets of [['4hello'], ['4test1', '4test2', '4test3'], ['4hello', binary]]) {
    item(`a payload of ${packets} comes back`, async () => {
      const sid = await engine.open();
      await engine.send(sid, ...packets);
      assert.equal(await engine.receive(sid), engine.encode(...packets));
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
    const sid = await engine.open();
    const first = engine.poll(sid);
    await sleep(50);
    assert.equal((await engine.poll(sid, '&t=burst')).status, 400);
    assert.equal(await (await first).text(), engine.encode('1'));
    await engine.isGone(sid);
  });

  item('a poll that is cancelled ends the session', async () => {
    const sid = await engine.open();
    const controller = new AbortController();
    const poll = engine.http(`transport=polling&sid=${sid}`, { signal: controller.signal });
    await sleep(50);
    controller.abort();
    await assert.rejects(poll);
    await engine.isGone(sid);
  });

  item('text and bytes come back over a WebSocket', async () => {
    const line = await engine.connect();
    line.send('4hello');
    assert.equal(await line.nextBut2(), '4hello');
    const bytes = revision === 4 ? [1, 2, 3, 4] : [4, 1, 2, 3, 4];
    line.send(Uint8Array.from(bytes));
    assert.deepEqual(await line.nextBut2(), bytes);
    line.close();
  });

  item('an invalid packet ends a WebSocket session', async () => {
    const line = await engine.connect();
    line.send('abc');
    await line.closedSoon(pingInterval);
  });

  item('an upgrade ends the waiting poll and carries on', async () => {
    const sid = await engine.open();
    const waiting = engine.receive(sid);
    const line = await engine.upgrade(sid);
    assert.equal(await waiting, engine.encode('6'));
    line.send('5');
    line.send('4hello');
    assert.equal(await line.nextBut2(), '4hello');
    line.close();
  });
}

for (const revision of [3, 4]) {
  sessions('/engine.io/', revision);
  messages(revision);
}
sessions('/socket.io/', 4);

// Socket.IO protocol 5
const engine = new Engine(() => server, '/socket.io/', 4);
const item = (name, body) => test(`/socket.io/: ${name}`, body);

async function join(line, packet) {
  line.send(packet);
  const reply = await line.nextBut2();
  return { reply, auth: await line.nextBut2() };
}

async function joined() {
  const line = await engine.connect();
  await join(line, '40');
  return line;
}

for (const [ns, auth] of [['', ''], ['', '{"token":"123"}'], ['/custom,', ''], ['/custom,', '{"token":"abc"}']]) {
  item(`a client joins "${ns}" with ${auth || 'nothing'}`, async () => {
    const line = await engine.connect();
    const { reply, auth: told } = await join(line, `40${ns}${auth}`);
    assert.ok(reply.startsWith(`40${ns}{`), reply);
    const value = JSON.parse(reply.slice(2 + ns.length));
    assert.deepEqual(Object.keys(value), ['sid']);
    assert.equal(typeof value.sid, 'string');
    assert.equal(told, `42${ns}["auth",${auth || '{}'}]`);
    line.close();
  });
}

item('an unknown namespace is refused', async () => {
  const line = await engine.connect();
  line.send('40/random');
  assert.equal(await line.nextBut2(), '44/random,{"message":"Invalid namespace"}');
  line.close();
});

item('who joins nothing is let go after the time for that', async () => {
  const line = await engine.connect();
  const start = Date.now();
  const pongs = setInterval(() => line.send('3'), 100); // it is not the heartbeat that fails
  await line.closed.finally(() => clearInterval(pongs));
  assert.ok(Date.now() - start >= connectTimeout - 50, `after ${Date.now() - start} ms`);
});

for (const first of ['4abc', '42["message"]', '4', '41', '43[]']) {
  item(`who begins with ${first} is let go at once`, async () => {
    const line = await engine.connect();
    line.send(first);
    await line.closedSoon(pingInterval);
  });
}

item('who leaves the main namespace stays connected', async () => {
  const line = await joined();
  line.send('41');
  assert.equal(await line.next(), '2');
  line.close();
});

item('who leaves a namespace stays in the others', async () => {
  const line = await joined();
  await join(line, '40/custom');
  line.send('41/custom');
  line.send('42["message","to the main namespace"]');
  assert.equal(await line.nextBut2(), '42["message-back","to the main namespace"]');
  line.close();
});

item('events come back, text and binary, in each namespace', async () => {
  const line = await joined();
  line.send('42["message",1,"2",{"3":[true]}]');
  assert.equal(await line.nextBut2(), '42["message-back",1,"2",{"3":[true]}]');
  await join(line, '40/custom');
  for (const ns of ['', '/custom,']) {
    line.send(`452-${ns}["message",{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}]`);
    line.send(Uint8Array.from([1, 2, 3]));
    line.send(Uint8Array.from([4, 5, 6]));
    assert.equal(await line.nextBut2(), `452-${ns}["message-back",{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}]`);
    assert.deepEqual([await line.nextBut2(), await line.nextBut2()], [[1, 2, 3], [4, 5, 6]]);
  }
  line.close();
});

item('events are acknowledged, text and binary', async () => {
  const line = await joined();
  line.send('42456["message-with-ack",1,"2",{"3":[false]}]');
  assert.equal(await line.nextBut2(), '43456[1,"2",{"3":[false]}]');
  line.send('452-789["message-with-ack",{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}]');
  line.send(Uint8Array.from([1, 2, 3]));
  line.send(Uint8Array.from([4, 5, 6]));
  assert.equal(await line.nextBut2(), '462-789[{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}]');
  assert.deepEqual([await line.nextBut2(), await line.nextBut2()], [[1, 2, 3], [4, 5, 6]]);
  line.close();
});

for (const invalid of ['4abc', '42{}', '42abc["message-with-ack",1]', '40']) {
  item(`${invalid} from one who has joined ends the connection`, async () => {
    const line = await joined();
    line.send(invalid);
    await line.closedSoon(pingInterval);
  });
}
