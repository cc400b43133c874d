// NATS that knows its clients, and that they know: by user and password, by credentials of `nsc`, by TLS with an authority of one's own. Who
// has the wrong ones says so in its log, serves its own clients, and comes as soon as it has the right ones.
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { certificateFiles, makeCertificate } from '../../deploy/harness/certificate.js';
import { loneServers } from '../harness/lone-servers.js';
import { Nats } from '../harness/nats.js';
import { operatorWithAccount } from '../harness/nats-keys.js';
import { scenario } from '../harness/scenario.js';
import { until, within } from '../harness/wait.js';

async function natsWith(s, settings) {
  const nats = await Nats.start(1, { settings });
  s.onEnd(() => nats.end());
  s.tellOnFailure(() => nats.servers[0].lines().join('\n'));
  return nats.servers[0];
}

async function folder(s) {
  const directory = await mkdtemp(join(tmpdir(), 'gossamer-e2e-'));
  s.onEnd(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

/** Makes servers over that NATS, and starts them. */
async function starter(s, url) {
  const lone = await loneServers(s);
  return async (id, mesh) => {
    const server = await lone(id, { engine: 'nats', url, ...mesh });
    s.tellOnFailure(() => `--- ${id}\n${server.lines(60).join('\n')}`);
    return server.start();
  };
}

const health = async server => (await fetch(`${server.url}/healthz`)).text();
const well = (...servers) => until(async () => (await Promise.all(servers.map(health))).every(text => text === 'Healthy'), 'all to be well', { limit: 60_000 });
const says = (server, words) => until(() => server.lines().some(line => words.test(line)), `${server.id} to say ${words}`, { limit: 60_000 });

/** Somebody at the one chats with somebody at the other. */
async function chat(s, a, b) {
  const [anna, ben] = [await s.client(a, { user: s.name('anna') }), await s.client(b, { user: s.name('ben') })];
  await anna.listWith(ben.user);
  assert.equal((await anna.sendWithAck(ben.user, 'hello')).delivered, 1);
  await ben.message('hello');
}

/** It says why it does not reach NATS, and serves those who are here. */
async function isAlone(s, server, why) {
  await says(server, /NATS cannot be reached/);
  await says(server, why);
  assert.equal(await health(server), 'Degraded');
  await chat(s, server, server);
}

scenario('a user and a password: wrong ones are told, and what was refused comes back when it is right', async s => {
  const permissions = { publish: ['gossamer.>'], subscribe: ['gossamer.>'] }; // a server needs no more
  const users = password => ({ authorization: { users: [{ user: 'gossamer', password, permissions }] } });
  const nats = await natsWith(s, users('right-one'));
  const start = await starter(s, nats.url.replace('//', '//gossamer:right-one@'));
  const [a, b, c] = await Promise.all([start('a'), start('b'), start('c', { url: nats.url.replace('//', '//gossamer:wrong-one@') })]);
  await isAlone(s, c, /authorization violation/i);
  await until(async () => (await (await fetch(`${a.url}/api/servers`)).json()).length === 2, 'two to have found each other');
  await well(a, b);
  await chat(s, a, b);

  await nats.reload(users('wrong-one'));
  await Promise.all([isAlone(s, a, /authorization violation/i), well(c)]);
  await nats.reload(users('right-one'));
  await well(a, b);
  await chat(s, a, b);
  for (const server of [a, b, c]) assert.doesNotMatch(server.lines().join('\n'), /(right|wrong)-one/, `${server.id} tells a password`);
});

scenario('a token', async s => {
  const nats = await natsWith(s, { authorization: { token: 'right-one' } });
  const start = await starter(s, nats.url.replace('//', '//right-one@'));
  const [a, b, c] = await Promise.all([start('a'), start('b'), start('c', { url: nats.url.replace('//', '//wrong-one@') })]);
  await isAlone(s, c, /authorization violation/i);
  await chat(s, a, b);
  for (const server of [a, b, c]) assert.doesNotMatch(server.lines().join('\n'), /(right|wrong)-one/, `${server.id} tells a token`);
});

scenario('files of credentials: of another operator, and of nobody, are told; a right one is taken when it is there', async s => {
  const directory = await folder(s);
  const operator = operatorWithAccount();
  const file = async (name, text) => {
    await writeFile(join(directory, name), text);
    return { credentials: join(directory, name) };
  };
  const nats = await natsWith(s, operator.settings);
  const start = await starter(s, nats.url);
  const [a, b, c, d] = await Promise.all([
    start('a', await file('a.creds', operator.credentials())),
    start('b', await file('b.creds', operator.credentials())),
    start('c', await file('c.creds', operatorWithAccount().credentials())),
    start('d', await file('d.creds', 'nothing of this kind\n')),
  ]);
  await well(a, b);
  await chat(s, a, b);
  await isAlone(s, c, /authorization violation/i);
  await isAlone(s, d, /NATS cannot be reached/);

  await Promise.all([file('c.creds', operator.credentials()), file('d.creds', operator.credentials())]);
  await well(a, b, c, d);
  await chat(s, c, d);
  await chat(s, d, a);

  const renewed = operatorWithAccount();
  for (const name of ['a', 'b', 'c', 'd']) await file(`${name}.creds`, renewed.credentials());
  await nats.kill();
  await nats.write([], renewed.settings);
  await nats.start();
  await well(a, b, c, d);
  await chat(s, a, b);
});

scenario('TLS with an authority of one\'s own; another one, and those of the system, are told', async s => {
  const [ours, others] = [await folder(s), await folder(s)];
  makeCertificate(ours);
  makeCertificate(others);
  const { authority: authorities, file, key } = certificateFiles(ours);
  const nats = await natsWith(s, { tls: { cert_file: file, key_file: key } });
  const start = await starter(s, nats.url.replace('nats:', 'tls:'));
  const [a, b, c, d] = await Promise.all([
    start('a', { authorities }),
    start('b', { authorities, url: nats.url }), // with authorities TLS is asked for, whatever the address says
    start('c', { authorities: certificateFiles(others).authority }),
    start('d'),
  ]);
  await well(a, b);
  await chat(s, a, b);
  await isAlone(s, c, /certificate/i);
  await isAlone(s, d, /certificate/i);
});

scenario('a file that is missing ends the start with a line and the exit code 2', async s => {
  const lone = await loneServers(s);
  for (const name of ['credentials', 'authorities']) {
    const server = await lone('a', { engine: 'nats', url: 'nats://127.0.0.1:4222', [name]: '/nowhere/at.all' });
    await assert.rejects(server.start(), /ended at its start/);
    assert.equal((await within(1000, server.process.exited, 'its end')).code, 2);
    assert.match(server.lines().join('\n'), new RegExp(`mesh\\.${name}.*/nowhere/at\\.all`));
  }
});

scenario('who asks for TLS does not talk to a NATS without it', async s => {
  const directory = await folder(s);
  makeCertificate(directory);
  const nats = await natsWith(s, {});
  const start = await starter(s, nats.url);
  const a = await start('a', { authorities: certificateFiles(directory).authority });
  await isAlone(s, a, /TLS/);
});
