// Four servers behind a round-robin proxy that knows nothing of sessions: every poll, post and upgrade reaches another server.
import assert from 'node:assert/strict';
import { Balancer } from '../harness/balancer.js';
import { scenario } from '../harness/scenario.js';
import { until } from '../harness/wait.js';

const pairs = 12; // of each generation and mode
const rounds = 60;

async function behindBalancer(s, servers) {
  const balancer = await Balancer.start(servers);
  s.onEnd(() => balancer.end());
  s.tellOnFailure(() => `--- balancer: ${balancer.requests} requests, ${balancer.upgrades} upgrades; failures:\n${balancer.failures.slice(0, 20).join('\n')}`);
  return balancer;
}

async function talk(left, right) {
  for (let n = 0; n < rounds; n++) {
    const ack = await left.sendWithAck(right.user, `${left.user} ${n}`);
    assert.equal(ack.delivered, 1, JSON.stringify(ack));
    await right.message(`${left.user} ${n}`);
  }
}

scenario('polling clients behind a round-robin proxy: thousands of requests, none fails', async s => {
  const balancer = await behindBalancer(s, await s.mesh(4));
  const talks = [];
  for (const generation of ['1.7.4', '4.8.4']) {
    for (let n = 0; n < pairs / 2; n++) {
      const [left, right] = [await s.client(balancer, { generation, mode: 'polling' }), await s.client(balancer, { generation, mode: 'polling' })];
      await left.identify(`left ${generation} ${n}`);
      await right.identify(`right ${generation} ${n}`);
      await left.reaches(right.user, 1);
      talks.push(talk(left, right));
    }
  }

  await Promise.all(talks);
  assert.deepEqual(balancer.failures, []);
  assert.ok(balancer.requests > 2_000, `only ${balancer.requests} requests`);
  assert.equal(balancer.perServer.size, 4);
  console.log(`# ${balancer.requests} polls and posts over 4 servers, 0 failed`);
});

scenario('clients that upgrade behind a round-robin proxy: the upgrade reaches the session wherever it is', async s => {
  const balancer = await behindBalancer(s, await s.mesh(4));
  for (const generation of ['1.7.4', '4.8.4']) {
    for (let n = 0; n < pairs / 2; n++) {
      const left = await s.client(balancer, { generation, mode: 'upgraded', user: `left ${generation} ${n}` });
      const right = await s.client(balancer, { generation, mode: 'upgraded', user: `right ${generation} ${n}` });
      assert.deepEqual([left.transport, right.transport], ['websocket', 'websocket']);
      await left.reaches(right.user, 1);
      await talk(left, right);
    }
  }

  assert.deepEqual(balancer.failures, []);
  assert.equal(balancer.upgrades, 2 * pairs);
});

for (const generation of ['1.7.4', '4.8.4']) {
  scenario(`${generation}: when the session's server dies, the client is told that its session is unknown, and reconnects`, async s => {
    const servers = await s.mesh(2);
    const [owner, other] = servers;
    const balancer = await behindBalancer(s, [owner, other]); // the handshake goes to the first
    const client = await s.client(balancer, { generation, mode: 'polling', user: 'Anna' });
    const sid = client.engine.id;

    await owner.kill();
    await client.whenDisconnected();
    const answer = await fetch(`${other.url}/socket.io/?EIO=${generation === '1.7.4' ? 3 : 4}&transport=polling&sid=${sid}`);
    assert.equal(answer.status, 400);
    assert.equal((await answer.json()).code, 1);

    await until(() => client.engine.id !== sid && client.engine.readyState === 'open', 'a new session');
    await client.listWith('Anna');
  });
}
