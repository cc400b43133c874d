// samples/Conformance does what the public protocol test suite of Socket.IO's protocol 5 asks of a server, item by item; and the same in
// protocol 4, the one of clients before 3.x, which has no suite.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connectTimeout, unhurried } from '../harness/conformance.js';
import { Engine } from '../harness/engine.js';

const server = unhurried('PingTimeout', 'ConnectTimeout');
const punctual = unhurried('PingTimeout');

for (const [protocol, revision] of [[5, 4], [4, 3]]) {
  const engine = new Engine(() => server, '/socket.io/', revision);
  const item = (name, body) => test(`protocol ${protocol}: ${name}`, body);
  const bytes = (...values) => (revision === 4 ? values : [4, ...values]);
  const sendBytes = (line, ...values) => line.send(Uint8Array.from(bytes(...values)));

  const join = async (line, packet) => {
    line.send(packet);
    return [await line.nextMessage(), await line.nextMessage()];
  };

  /** A client in the main namespace; in protocol 4 it is there from the beginning. */
  const joined = async () => {
    const line = await engine.connect();
    const packets = protocol === 5 ? await join(line, '40') : [await line.nextMessage(), await line.nextMessage()];
    assert.equal(packets[1], '42["auth",{}]');
    if (protocol === 4) assert.equal(packets[0], '40');
    return line;
  };

  if (protocol === 5) {
    for (const [ns, auth] of [['', ''], ['', '{"token":"123"}'], ['/custom,', ''], ['/custom,', '{"token":"abc"}']]) {
      item(`a client joins "${ns}" with ${auth || 'nothing'}`, async () => {
        const line = await engine.connect();
        const [reply, told] = await join(line, `40${ns}${auth}`);
        assert.ok(reply.startsWith(`40${ns}{`), reply);
        const value = JSON.parse(reply.slice(2 + ns.length));
        assert.deepEqual(Object.keys(value), ['sid']);
        assert.equal(typeof value.sid, 'string');
        assert.equal(told, `42${ns}["auth",${auth || '{}'}]`);
        line.close();
      });
    }

    item('who joins nothing is let go after the time for that', async () => {
      const start = Date.now();
      const line = await new Engine(() => punctual, '/socket.io/', revision).connect();
      await line.closedByFrame();
      assert.ok(Date.now() - start >= connectTimeout, `after ${Date.now() - start} ms`);
    });

    for (const first of ['4abc', '42["message"]', '4', '41', '43[]']) {
      item(`who begins with ${first} is let go at once`, async () => {
        const line = await engine.connect();
        line.send(first);
        await line.closedByFrame();
      });
    }
  } else {
    item('a client is in the main namespace at once, and may ask to be', async () => {
      const line = await joined();
      line.send('40');
      line.send('42["message"]');
      assert.equal(await line.nextMessage(), '42["message-back"]');
      line.close();
    });

    // Socket.IO's own server hands the query on as auth, too.
    for (const [query, auth] of [['', '{}'], ['?token=1234&uid=abcd', '{"token":"1234","uid":"abcd"}'], ['?a=1&a=2', '{"a":["1","2"]}']]) {
      item(`a client joins "/custom${query}"`, async () => {
        const line = await joined();
        assert.deepEqual(await join(line, `40/custom${query},`), ['40/custom,', `42/custom,["auth",${auth}]`]);
        line.close();
      });
    }
  }

  item('an unknown namespace is refused, which ends nothing', async () => {
    const line = await joined();
    line.send('40/random');
    assert.equal(await line.nextMessage(), protocol === 5 ? '44/random,{"message":"Invalid namespace"}' : '44/random,"Invalid namespace"');
    line.send('42["message"]');
    assert.equal(await line.nextMessage(), '42["message-back"]');
    line.close();
  });

  item('who leaves the main namespace stays connected', async () => {
    const line = await joined();
    line.send('41');
    if (revision === 3) line.send('2');
    assert.equal(await line.next(), revision === 4 ? '2' : '3');
    const [reply] = await join(line, '40/custom');
    assert.ok(reply.startsWith('40/custom,'), reply);
    line.close();
  });

  item('who leaves a namespace stays in the others', async () => {
    const line = await joined();
    await join(line, '40/custom');
    line.send('41/custom');
    line.send('42["message","to the main namespace"]');
    assert.equal(await line.nextMessage(), '42["message-back","to the main namespace"]');
    line.close();
  });

  item('events come back, text and binary, in each namespace', async () => {
    const line = await joined();
    line.send('42["message",1,"2",{"3":[true]}]');
    assert.equal(await line.nextMessage(), '42["message-back",1,"2",{"3":[true]}]');
    await join(line, '40/custom');
    for (const ns of ['', '/custom,']) {
      line.send(`452-${ns}["message",{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}]`);
      sendBytes(line, 1, 2, 3);
      sendBytes(line, 4, 5, 6);
      assert.equal(await line.nextMessage(), `452-${ns}["message-back",{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}]`);
      assert.deepEqual([await line.nextMessage(), await line.nextMessage()], [bytes(1, 2, 3), bytes(4, 5, 6)]);
    }
    line.close();
  });

  item('events are acknowledged, text and binary, in each namespace', async () => {
    const line = await joined();
    await join(line, '40/custom');
    for (const ns of ['', '/custom,']) {
      line.send(`42${ns}456["message-with-ack",1,"2",{"3":[false]}]`);
      assert.equal(await line.nextMessage(), `43${ns}456[1,"2",{"3":[false]}]`);
      line.send(`42${ns}457["message-with-ack"]`);
      assert.equal(await line.nextMessage(), `43${ns}457[]`);
      line.send(`452-${ns}789["message-with-ack",{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}]`);
      sendBytes(line, 1, 2, 3);
      sendBytes(line, 4, 5, 6);
      assert.equal(await line.nextMessage(), `462-${ns}789[{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}]`);
      assert.deepEqual([await line.nextMessage(), await line.nextMessage()], [bytes(1, 2, 3), bytes(4, 5, 6)]);
    }
    line.close();
  });

  for (const invalid of ['4abc', '42{}', '42abc["message-with-ack",1,"2",{"3":[false]}]', ...(protocol === 5 ? ['40'] : [])]) {
    item(`${invalid} from one who has joined ends the connection`, async () => {
      const line = await joined();
      line.send(invalid);
      await line.closedByFrame();
    });
  }
}
