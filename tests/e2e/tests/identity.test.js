// Who is who: tokens by every way that clients have, their end, their revocation; and coming back where names are as given.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from '../harness/clients.js';
import { asOperator, operated } from '../harness/options.js';
import { serverCommand } from '../harness/paths.js';
import { freePort } from '../harness/ports.js';
import { Launched } from '../harness/processes.js';
import { scenario, sharedMesh } from '../harness/scenario.js';
import { moveTo, tear } from '../harness/moving-client.js';
import { byTokens, directory, token } from '../harness/tokens.js';
import { until, within } from '../harness/wait.js';

const withTokens = [...byTokens, ...operated];
const jwt = sharedMesh(2, withTokens);
const open = sharedMesh(2);

const ways = {
  '4.8.4 by auth': text => ({ settings: { auth: { token: text } } }),
  '4.8.4 by header': text => ({ mode: 'polling', settings: { extraHeaders: { authorization: `Bearer ${text}` } } }),
  '3.1.3 by auth': text => ({ generation: '3.1.3', settings: { auth: { token: text } } }),
  '2.5.0 by query': text => ({ generation: '2.5.0', settings: { query: { token: text } } }),
  '1.7.4 by query': text => ({ generation: '1.7.4', settings: { query: `token=${text}` } }),
  '1.4.5 by query': text => ({ generation: '1.4.5', settings: { query: `token=${text}` } }),
};

/** What a client is refused with: {code}. */
async function refusal(s, server, options) {
  const client = new Client(server.url, { reconnection: false, ...options });
  s.onEnd(() => client.close());
  return within(20_000, new Promise(resolve => {
    client.socket.on('connect_error', error => resolve(error.data ?? error));
    client.socket.on('error', resolve);
    client.socket.on('connect', () => resolve({ code: 'let in' }));
  }), 'a refusal');
}

for (const [way, options] of Object.entries(ways)) {
  scenario(`${way}: the token's user, and nobody else`, { on: jwt }, async s => {
    const [one, two] = s.servers;
    const [anna, billy] = [s.name('anna'), s.name('billy')];
    const friend = await s.client(two, { user: billy, ...ways['4.8.4 by auth'](token(billy)) });
    const client = await s.client(one, options(token(anna)));
    assert.equal((await client.ask('identify', billy)).error.code, 'wrong-user');
    assert.equal((await client.ask('identify', anna)).user, anna);
    client.user = anna;
    await friend.listWith(anna);
    await client.reaches(billy, 1);
    assert.equal((await client.sendWithAck(billy, 'hello')).delivered, 1);
    await friend.message('hello');
    assert.equal((await client.ask('im', { from: billy, to: anna, text: 'forged' })).error.code, 'wrong-from');
  });

  scenario(`${way}: a wrong or an expired token, or none, does not get in`, { on: jwt }, async s => {
    const [one] = s.servers;
    assert.equal((await refusal(s, one, options(token('Anna', { key: randomBytes(32) })))).code, 'bad-token');
    assert.equal((await refusal(s, one, options(token('Anna', { life: 10, age: 20 })))).code, 'token-expired');
    const { generation, mode } = options('');
    assert.equal((await refusal(s, one, { generation, mode })).code, 'unauthorized');
    assert.doesNotMatch(one.lines().join('\n'), /eyJ/, 'a token in the log');
  });
}

scenario('a client that leaves out identify is its token\'s user', { on: jwt }, async s => {
  const [one, two] = s.servers;
  const [anna, billy] = [s.name('anna'), s.name('billy')];
  const silent = await s.client(one, ways['4.8.4 by auth'](token(anna)));
  await silent.listWith(anna);
  const sender = await s.client(two, ways['1.7.4 by query'](token(billy)));
  sender.user = billy;
  assert.equal((await sender.sendWithAck(billy, 'to myself, at once')).delivered, 1);
  await until(async () => (await sender.sendWithAck(anna, 'hi')).delivered === 1, 'the message to arrive');
});

scenario('a token that expires ends the connection after a warning, unless it is refreshed in place', { on: jwt }, async s => {
  const [one] = s.servers;
  const [anna, billy] = [s.name('anna'), s.name('billy')];
  const stays = await s.client(one, { reconnection: false, ...ways['4.8.4 by auth'](token(anna, { life: 8 })) });
  const goes = await s.client(one, { reconnection: false, ...ways['1.7.4 by query'](token(billy, { life: 8 })) });
  const warnings = [];
  for (const client of [stays, goes]) client.socket.on('expires', warning => warnings.push(warning.in));
  await stays.ask('identify', anna);
  await goes.ask('identify', billy);
  await until(() => warnings.length === 2, 'the warnings');
  for (const ms of warnings) assert.ok(ms > 1000 && ms <= 4000, String(ms));
  assert.equal((await stays.ask('authenticate', { token: token(billy) })).error.code, 'wrong-user');
  assert.equal((await stays.ask('authenticate', { token: token(anna, { key: randomBytes(32) }) })).error.code, 'bad-token');
  const answer = await stays.ask('authenticate', { token: token(anna, { life: 600 }) });
  assert.equal(answer.user, anna);
  assert.ok(answer.expires > 590_000 && answer.expires <= 600_000, String(answer.expires));
  const { id } = stays.socket;
  await goes.whenDisconnected();
  await sleep(1000);
  assert.ok(stays.socket.connected);
  assert.equal(stays.socket.id, id);
});

const revoke = (server, what, headers = asOperator) =>
  fetch(`${server.url}/api/revoke`, { method: 'POST', headers, body: JSON.stringify(what) });

scenario('who is revoked is out at every server, and stays out', { on: jwt }, async s => {
  const [one, two] = s.servers;
  const [anna, billy] = [s.name('anna'), s.name('billy')];
  const tokens = [token(anna, { id: `${anna}-1` }), token(anna, { id: `${anna}-2` })];
  const devices = [];
  for (const [n, server] of [one, two].entries()) {
    devices.push(await s.client(server, { reconnection: false, ...ways['4.8.4 by auth'](tokens[n]) }));
    await devices[n].ask('identify', anna);
  }
  const other = await s.client(two, { user: billy, ...ways['4.8.4 by auth'](token(billy)) });
  await other.listWith(anna);

  assert.equal((await revoke(one, { user: anna }, {})).status, 401);
  assert.equal((await revoke(one, { nobody: anna })).status, 400);
  const answer = await revoke(one, { tokenId: `${anna}-2` });
  assert.deepEqual(await answer.json(), { servers: ['server-1', 'server-2'], unreached: [] });
  await devices[1].whenDisconnected();
  assert.ok(devices[0].socket.connected);
  assert.equal((await refusal(s, one, ways['1.7.4 by query'](tokens[1]))).code, 'revoked');

  await revoke(two, { user: anna });
  await devices[0].whenDisconnected();
  await other.listWithout(anna);
  assert.equal((await refusal(s, two, ways['4.8.4 by auth'](tokens[0]))).code, 'revoked');
  assert.ok(other.socket.connected);
  await sleep(1100); // a token of the same second is refused too
  await s.client(one, ways['4.8.4 by auth'](token(anna)));
});

scenario('a server that starts later refuses what was revoked before', async s => {
  const [one, two] = await s.plan(2, withTokens);
  await one.start();
  const text = token('Anna');
  assert.deepEqual((await (await revoke(one, { user: 'Anna' })).json()).unreached, ['server-2']);
  await two.start();
  await until(async () => (await refusal(s, two, ways['4.8.4 by auth'](text))).code === 'revoked', 'the refusal');
});

scenario('a session comes back to its token\'s user only, at another server too', { on: jwt }, async s => {
  const [one, two] = s.servers;
  const [anna, billy] = [s.name('anna'), s.name('billy')];
  const from = await s.client(two, { user: billy, ...ways['4.8.4 by auth'](token(billy)) });
  const to = await s.client(one, { user: anna, ...ways['4.8.4 by auth'](token(anna)) });
  await from.listWith(anna);
  moveTo(to, two);
  tear(to);
  await to.whenDisconnected();
  assert.equal((await from.sendWithAck(anna, 'missed')).delivered, 1);
  await to.whenConnected();
  assert.ok(to.socket.recovered);
  await to.message('missed');

  const thief = await s.client(one, ways['4.8.4 by auth'](token(billy)));
  assert.equal((await thief.ask('identify', { user: anna, since: to.offset })).error.code, 'wrong-user');
});

scenario('operators alone see who is there', { on: jwt }, async s => {
  const [one] = s.servers;
  for (const path of ['/api/users', '/api/users/Anna']) assert.equal((await fetch(one.url + path)).status, 401);
  assert.equal((await fetch(`${one.url}/api/users`, { headers: asOperator })).status, 200);
});

scenario('open: the id of a message that an attacker sent opens nothing of the past', { on: open }, async s => {
  const [one, two] = s.servers;
  const [victim, friend, attacker] = [s.name('victim'), s.name('friend'), s.name('attacker')];
  const own = await s.client(one, { generation: '1.7.4', reconnection: false });
  own.emit('identify', { user: victim, since: null });
  const from = await s.client(two, { user: friend });
  const bad = await s.client(two, { user: attacker });
  await from.listWith(victim);
  await bad.sendWithAck(victim, 'bait', { id: 'known-to-the-attacker' });
  await from.sendWithAck(victim, 'before');
  await own.message('before');
  tear(own);
  await own.whenDisconnected();
  await from.sendWithAck(victim, 'missed');

  for (const since of ['known-to-the-attacker', own.offset.split('.')[0], `${own.offset.slice(0, -4)}AAAA`]) {
    const thief = await s.client(two, { generation: '1.7.4' });
    const answer = await thief.ask('identify', { user: victim, since });
    assert.equal(answer.complete, false);
    assert.deepEqual(thief.messages, []);
    thief.close();
  }

  const back = await s.client(two, { generation: '1.7.4' });
  const answer = await back.ask('identify', { user: victim, since: own.offset });
  assert.equal(answer.complete, true);
  await back.message('missed');
});

scenario('devices: a user\'s connections hear of each other', { on: open }, async s => {
  const [one, two] = s.servers;
  const anna = s.name('anna');
  const first = await s.client(one);
  const heard = [];
  first.socket.on('devices', ({ connections }) => heard.push(connections));
  assert.deepEqual(await first.ask('identify', anna), { user: anna, connections: 1 });
  const second = await s.client(two, { generation: '1.7.4' });
  await until(async () => (await second.ask('identify', anna)).connections === 2, 'both');
  await until(() => heard.at(-1) === 2, 'the second');
  second.close();
  await until(() => heard.at(-1) === 1, 'its end');
});

/** Runs the program to its end. */
async function gossamer(s, args, environment = {}) {
  const [command, ...rest] = serverCommand();
  const launched = new Launched(command, [...rest, ...args], { cwd: directory, env: environment });
  s.onEnd(() => launched.stop('SIGKILL'));
  await until(() => launched.end, 'the end', { limit: 30_000 });
  return launched;
}

scenario('without a choice serve does not start in production, and says how to choose', async s => {
  const config = join(directory, 'config.json');
  await writeFile(config, JSON.stringify({ servers: [{ id: 'server-1', ip: '127.0.0.1', port: await freePort() }] }));
  const { end, stderr: errors } = await gossamer(s, ['serve', config, 'server-1'], { ASPNETCORE_ENVIRONMENT: 'Production' });
  assert.equal(end.code, 2);
  assert.equal(errors.length, 1, errors.join('\n'));
  assert.match(errors[0], /^--identity: .*open.*jwt.*trusted-header/);
});

scenario('gossamer token issues what serve takes', { on: jwt }, async s => {
  const anna = s.name('anna');
  const { end, lines } = await gossamer(s, ['token', '--user', anna, '--key-file', 'jwt.key', '--lifetime', '60']);
  assert.equal(end.code, 0);
  const client = await s.client(s.servers[0], ways['4.8.4 by auth'](lines.at(-1).trim()));
  await client.listWith(anna);
});
