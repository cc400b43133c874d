// What one client may not do to all: flood, fill another's connections, ask for lists without end, call the server by any name.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { Balancer } from '../harness/balancer.js';
import { extremes } from '../harness/clients.js';
import { http } from '../harness/http.js';
import { asOperator, operated } from '../harness/options.js';
import { serverCommand } from '../harness/paths.js';
import { scenario } from '../harness/scenario.js';
import { byTokens, token } from '../harness/tokens.js';
import { until } from '../harness/wait.js';

const percentile = (values, p) => [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) * p)];

/** How long acks take that one client awaits one by one. */
async function latencies(client, to, count) {
  const times = [];
  for (let n = 0; n < count; n++) {
    const began = performance.now();
    const ack = await client.sendWithAck(to, `honest ${n}`);
    assert.equal(ack.error, undefined);
    times.push(performance.now() - began);
  }
  return times;
}

for (const kind of extremes) {
  scenario(`${kind.generation}: a flood of im is refused by name, costs others nothing, and ends its connection when it goes on`, async s => {
    const [one, two] = await s.mesh(2);
    const [anna, billy] = [await s.client(one, { user: 'Anna' }), await s.client(two, { user: 'Billy' })];
    const flooder = await s.client(one, { ...kind, user: 'Flo', reconnection: false });
    await anna.listWith('Billy', 'Flo');
    const before = await latencies(anna, 'Billy', 100);

    let gone;
    flooder.socket.on('disconnect', reason => { gone = reason; });
    const flood = setInterval(() => {
      for (let n = 0; n < 200 && !gone; n++) flooder.socket.emit('im', { from: 'Flo', to: 'Carl', text: 'flood', forwarded: false });
    }, 20); // 10,000 a second, 200 may be
    s.onEnd(() => clearInterval(flood));
    const refusal = await flooder.next('rejected');
    assert.deepEqual([refusal.event, refusal.code], ['im', 'too-fast']);
    const during = await latencies(anna, 'Billy', 300);
    await until(() => gone, 'the flooder to be disconnected', { limit: 60_000 });
    clearInterval(flood);

    assert.equal(gone, 'io server disconnect');
    s.t.diagnostic(`ack of others, 99 %: ${percentile(before, 0.99).toFixed(1)} ms before, ${percentile(during, 0.99).toFixed(1)} ms during`);
    await until(() => one.lines().some(line => line.includes('too fast')), 'the log to say so');
    assert.equal((await billy.sendWithAck('Anna', 'still here')).delivered, 1);
  });
}

scenario('identify and watch have rates of their own, with and without an ack', async s => {
  const [one] = await s.mesh(1);
  const anna = await s.client(one, { user: 'Anna' });
  const answers = await Promise.all(Array.from({ length: 40 }, (_, n) => anna.ask('identify', { user: `Anna ${n}`, presence: 'watched' })));
  const refused = answers.filter(answer => answer.error?.code === 'too-fast').length;
  assert.ok(refused >= 1 && refused <= 25, `${refused} of 40 refused`);
  const watched = await Promise.all(Array.from({ length: 120 }, () => anna.ask('watch', ['Billy'])));
  assert.ok(watched.some(answer => answer.error?.code === 'too-fast'));
});

scenario('a name cannot be filled from one address', async s => {
  const [one] = await s.mesh(1, ['--user-connections', '10']);
  for (let n = 0; n < 5; n++) await s.client(one, { user: 'Anna' });
  const sixth = await s.client(one);
  assert.equal((await sixth.ask('identify', 'Anna')).error.code, 'too-many-connections');
});

async function lister(s, server, user, presence) {
  const client = await s.client(server, { reconnection: false });
  client.emit('identify', { user, presence });
  return client;
}

scenario('a list that is larger than an outbox takes is refused by name, and closes nobody', async s => {
  const [one, two] = await s.mesh(2, [...operated, '--outbox-bytes', '65536']); // so a list may have 32 KiB
  const honest = [await lister(s, one, 'honest', 'list'), await lister(s, one, 'changing', 'changes')];
  await Promise.all(honest.map(client => client.listWith('honest')));
  const big = n => `${n}-${'😀'.repeat(30)}`; // 126 bytes in a list
  for (let first = 0; first < 300; first += 25) {
    await Promise.all(Array.from({ length: 25 }, async (_, n) => {
      (await s.client(two)).emit('identify', { user: big(first + n), presence: 'none' });
    }));
  }
  for (const client of [honest[0], await lister(s, one, 'newcomer', 'list'), await lister(s, one, 'other', 'changes')]) {
    const { event, code } = await client.next('rejected');
    assert.deepEqual([event, code], ['update_client', 'list-too-large']);
  }
  await until(async () => (await (await fetch(`${one.url}/api/users?limit=1`, { headers: asOperator })).json()).total === 304, 'all to be known');
  assert.deepEqual(honest.map(client => client.socket.connected), [true, true]);
});

scenario('a page of a name that points here is refused where origins are listed', async s => {
  const [one] = await s.mesh(1, ['--origin', 'https://chat.example', '--allowed-host', 'chat.internal']);
  const ask = headers => http(`${one.url}/socket.io/?EIO=4&transport=polling`, { headers });
  assert.equal((await ask({ host: 'evil.example' })).status, 400);
  assert.equal((await ask({ host: 'evil.example', origin: 'http://evil.example' })).status, 400);
  assert.equal((await ask({ host: 'chat.internal' })).status, 200);
  assert.equal((await ask({ host: 'chat.example', origin: 'https://chat.example' })).status, 200);
});

scenario('limits count the addresses that a known proxy tells, and nobody else\'s word', async s => {
  for (const [options, refused] of [[['--proxy', '127.0.0.1'], false], [[], true]]) {
    const [one] = await s.mesh(1, ['--user-connections', '4', ...options]);
    const from = n => ({ settings: { extraHeaders: { 'x-forwarded-for': `192.0.2.${n}` } } });
    for (let n = 0; n < 2; n++) await s.client(one, { user: 'Anna', ...from(n) });
    const third = await s.client(one, from(3));
    assert.equal((await third.ask('identify', 'Anna')).error?.code, refused ? 'too-many-connections' : undefined);
  }
});

const ways = {
  '1.4.5': text => ({ query: `token=${text}` }),
  '2.5.0': text => ({ query: { token: text } }),
  '4.8.4': text => ({ auth: { token: text } }),
};

scenario('session ids and tokens are in no line of the log, at its lowest level, whichever server is asked', async s => {
  const servers = await s.mesh(2, [...byTokens, '--log-level', 'Trace']);
  const balancer = await Balancer.start(servers);
  s.onEnd(() => balancer.end());
  const [secrets, sessions] = [[], []];
  for (const [generation, settings] of Object.entries(ways)) {
    const text = token(generation);
    const client = await s.client(balancer, { generation, mode: 'polling', user: generation, reconnection: false, settings: settings(text) });
    for (let n = 0; n < 10; n++) await client.sendWithAck(generation, 'x');
    sessions.push(client.engine.id);
    secrets.push(client.engine.id, client.socket._pid, text.split('.')[1], text.split('.')[2]);
    if (generation !== '4.8.4') secrets.push(client.socket.id.split('#').at(-1));
    client.emit('im', { from: 'nobody' });
    await client.next('rejected');
    client.close();
  }
  const log = () => servers.flatMap(server => server.lines());
  await until(() => log().filter(line => line.includes('has 0 sessions here')).length === sessions.length, 'all to be gone');
  assert.ok([...balancer.perServer.values()].every(requests => requests > 10), 'each has handed on requests of the other\'s sessions');

  // The balancer gives the sessions to both servers, or all to one.
  const home = servers.find(server => server.lines().some(line => line.includes('has 0 sessions here')));
  const other = servers.find(server => server !== home);
  await home.kill();
  for (const sid of sessions) await http(`${other.url}/socket.io/?EIO=4&transport=polling&sid=${sid}&token=${secrets[2]}`);
  await until(() => log().some(line => line.includes('did not answer')), 'a request that cannot be handed on');
  for (const secret of secrets.filter(Boolean)) assert.ok(!log().join('\n').includes(secret), 'a session id or a token is in the log');
});

scenario('a full disk behind standard output: said in one line, and the server serves', { skip: process.platform === 'linux' ? false : 'needs /dev/full' }, async s => {
  const [one] = await s.plan(1);
  const command = [...serverCommand(), 'serve', one.config, one.id, '--identity', 'open'].map(part => `'${part}'`).join(' ');
  const child = spawn('sh', ['-c', `exec ${command} >/dev/full`], { stdio: ['ignore', 'ignore', 'pipe'] });
  s.onEnd(() => child.kill('SIGKILL'));
  let error = '';
  child.stderr.on('data', data => { error += data; });
  await until(async () => (await fetch(`${one.url}/healthz/ready`)).status === 200, 'the server to be ready', { limit: 60_000 });
  await until(() => error.includes('\n'), 'a line');
  assert.match(error, /^Standard output cannot be written to: .+\n$/);
});
