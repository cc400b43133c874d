// How connections end: with FIN, after what was sent, whoever ends them; and what a client does whose upgrade is cut.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { until } from '../../e2e/harness/wait.js';
import { connect, generations, peer, transports } from '../harness/clients.js';
import { Relay } from '../harness/relay.js';
import { shared } from '../harness/sample.js';

const server = shared('tests/samples/Fixture');
const rounds = 20;
const byServer = 'io server disconnect';
const relay = new Relay(() => server.url);
before(() => relay.start());

const ways = [...transports.map(transport => ({ transport })), { upgrade: true }];
const kinds = generations.flatMap(generation => ways.map(way => ({ generation, ...way })));

/** Visits, one after the other; no client hears of an error, and the server ends every connection with FIN. */
function visit(name, body) {
  for (const kind of kinds) {
    test(`${kind.generation} ${kind.upgrade ? 'upgrading' : kind.transport}: ${name}`, async () => {
      [relay.ends, relay.broken] = [{}, []];
      for (let round = 0; round < rounds; round++) await body(kind, round);
      await sleep(50); // for the last of them to arrive: none is waited for by name
      assert.deepEqual(Object.keys(relay.ends), ['fin'], relay.broken.join('\n--\n'));
    });
  }
}

visit('it reconnects by hand', async (kind, round) => {
  if (round % 5 > 0) return; // four times five
  // Clients of 1.x let the end of the connection before fail the next one, and try again.
  const client = await connect(relay.url, { ...kind, reconnection: true, reconnectionDelay: 10 });
  for (let again = 0; again < 5; again++) {
    client.socket.disconnect();
    client.socket.connect();
    await client.next('connect');
  }
  client.close();
});

visit('it is disconnected in the handler of its connection', async kind => {
  const client = peer(relay.url, { ...kind, query: { kick: 'handler' } });
  assert.deepEqual((await client.next('disconnect')).slice(0, 1), [byServer]);
});

visit('it is disconnected on its first event, perhaps in the midst of its upgrade', async kind => {
  const client = await connect(relay.url, kind);
  client.emit('kick me', true);
  assert.deepEqual((await client.next('disconnect')).slice(0, 1), [byServer]);
});

visit('it asks and is gone', async (kind, round) => {
  const client = await connect(relay.url, kind);
  for (let i = 0; i < 4; i++) client.socket.emit('query', 'EIO', () => {});
  if (round % 2 > 0) await sleep(round / 4); // on the way of the answers, and of the upgrade
  client.close();
});

// Cut after "3probe" a client may have paused its polling for good, by a defect of its own: it is back after its ping timeout.
for (const moment of ['before 3probe', 'before 5', 'after 5']) {
  test(`the newest client, cut ${moment} of its upgrade, is back`, async () => {
    const wasCut = relay.cut(moment);
    const client = peer(relay.url, { upgrade: true, reconnection: true, reconnectionDelay: 10 });
    await wasCut;
    const answers = [];
    await until(() => {
      client.socket.emit('query', 'EIO', answer => answers.push(answer)); // what the cut connection took is lost
      return answers.length > 0;
    }, 'an answer');
    client.close();
  });
}
