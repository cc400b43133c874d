// `gossamer chat`: in scripts, with real clients as the other side and servers that die, and in a terminal (tmux).
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ChatProcess } from '../harness/chat-process.js';
import { extremes } from '../harness/clients.js';
import { serverCommand } from '../harness/paths.js';
import { freePort } from '../harness/ports.js';
import { scenario, sharedMesh } from '../harness/scenario.js';
import { byTokens, directory, token } from '../harness/tokens.js';
import { until } from '../harness/wait.js';

const shared = sharedMesh(2);
const on = { on: shared };
const numbered = (word, from, to) => Array.from({ length: to - from + 1 }, (_, n) => `${word} ${from + n}`);

for (const kind of extremes) {
  scenario(`echo hi | gossamer chat reaches ${kind.generation} at another server, and exits 0`, on, async s => {
    const [bot, anna] = [s.name('bot'), s.name('anna')];
    const client = await s.client(s.servers[1], { user: anna, ...kind });
    const { code, out, errors } = await ChatProcess.run(s, s.servers.slice(0, 1), ['--user', bot, '--to', anna, '--receipts'], 'hi\nund 日本 😀\n');
    assert.equal(code, 0, errors.join('\n'));
    assert.deepEqual(out.map(line => line.split('\t').slice(1)), [['1', '1', ''], ['1', '1', '']]);
    assert.equal((await client.next('im')).text, 'hi');
    assert.deepEqual((({ from, to, text }) => ({ from, to, text }))(await client.next('im')), { from: bot, to: anna, text: 'und 日本 😀' });
    await client.listWithout(bot); // it said goodbye: no session waits for it
  });
}

scenario('nobody is there: exit code 3, and which line', on, async s => {
  const { code, errors } = await ChatProcess.run(s, s.servers, ['--user', s.name('bot'), '--to', s.name('nobody')], 'hi\n');
  assert.equal(code, 3);
  assert.match(errors.join('\n'), /^Line 1: reached nobody/);
});

scenario('a line that is refused: exit code 3, and the others are delivered', on, async s => {
  const anna = s.name('anna');
  const client = await s.client(s.servers[0], { user: anna });
  const { code, errors } = await ChatProcess.run(s, s.servers, ['--user', s.name('bot'), '--to', anna], `${'x'.repeat(5_000)}\nfine\n`);
  assert.equal(code, 3);
  assert.equal(errors.length, 1);
  assert.equal((await client.next('im')).text, 'fine');
});

scenario('no server: exit code 1, and what was tried', on, async s => {
  const nowhere = [{ url: `http://127.0.0.1:${await freePort()}` }];
  const { code, errors } = await ChatProcess.run(s, nowhere, ['--user', 'bot', '--to', 'anna', '--timeout', '1'], 'hi\n');
  assert.equal(code, 1);
  assert.match(errors.join('\n'), /^No server took this client within 1 s\. .*nothing listens there/);
});

for (const args of [[], ['--user', 'bot'], ['--user', 'bot', '--to', 'a', '--room', 'b'], ['--user', '\n', '--to', 'a'], ['--user', 'a', '--to', 'b', '--server', 'here']]) {
  scenario(`gossamer chat ${JSON.stringify(args)}: exit code 2, and one line`, on, async s => {
    const { code, errors } = await ChatProcess.run(s, [], args);
    assert.equal(code, 2);
    assert.equal(errors.length, 1, errors.join('\n'));
  });
}

scenario('a group: who is in it hears each line, and is heard', on, async s => {
  const room = s.name('room');
  const anna = await s.client(s.servers[1], { user: s.name('anna') });
  await anna.join(room);
  const bot = new ChatProcess(s, s.servers.slice(0, 1), ['--user', s.name('bot'), '--room', room, '--listen', '--receipts']);
  bot.write('one\ntwo\n');
  assert.equal((await anna.message('one')).room, room);
  await anna.message('two');
  await bot.printed(2);
  assert.equal((await anna.say(room, 'three')).delivered, 1);
  await bot.printed(3);
  assert.deepEqual(bot.rows[2].slice(1), [`#${room}`, anna.user, 'three']);
  assert.equal((await bot.ended('SIGTERM')).code, 0);
});

scenario('what others write cannot drive the terminal', on, async s => {
  const name = s.name('bot');
  const anna = await s.client(s.servers[0], { user: s.name('anna') });
  const bot = new ChatProcess(s, s.servers.slice(0, 1), ['--user', name, '--listen']);
  await anna.listWith(name);
  anna.send(name, 'a\u001b[2J\u001b]0;x\u0007b\nc');
  await bot.printed(1);
  assert.equal(bot.rows[0][3], 'a [2J ]0;x b c');
  assert.equal((await bot.ended('SIGTERM')).code, 0);
});

scenario('its server is killed and starts anew while it talks: all arrives once, in order, both ways', async s => {
  const servers = await s.mesh(2);
  const anna = await s.client(servers[1], { user: 'Anna' });
  const bot = new ChatProcess(s, servers, ['--user', 'bot', '--to', 'Anna', '--listen', '--receipts']);
  await anna.listWith('Anna', 'bot');

  const acknowledged = []; // what a server may not have got says so, and may come all the same
  const say = async (from, to) => {
    for (const text of numbered('anna', from, to)) {
      const { error } = await anna.sendWithAck('bot', text);
      if (!error) acknowledged.push(text);
    }
  };
  bot.write(`${numbered('bot', 1, 20).join('\n')}\n`);
  await say(1, 20);
  const dying = servers[0].kill();
  bot.write(`${numbered('bot', 21, 40).join('\n')}\n`);
  await Promise.all([dying, say(21, 40)]);
  await servers[0].start();
  bot.write(`${numbered('bot', 41, 60).join('\n')}\n`);
  await say(41, 60);

  await anna.message('bot 60');
  assert.deepEqual(anna.messages.map(({ text }) => text).filter(text => text.startsWith('bot')), numbered('bot', 1, 60));
  const heard = () => bot.rows.filter(row => row[2] === 'Anna').map(row => row[3]);
  await until(() => heard().includes('anna 60'), 'the last message');
  assert.ok(acknowledged.length >= 40, `${acknowledged.length} acknowledged`);
  assert.deepEqual(heard(), numbered('anna', 1, 60).filter(text => heard().includes(text)), 'in order, once');
  assert.deepEqual(acknowledged.filter(text => !heard().includes(text)), [], 'acknowledged and lost');
  assert.equal((await bot.ended('SIGTERM')).code, 0);
});

scenario('its only server is away for a while: it waits, delivers, and exits 0', async s => {
  const [server] = await s.mesh(1);
  const anna = await s.client(server, { user: 'Anna', generation: '4.8.4' });
  const bot = new ChatProcess(s, [server], ['--user', 'bot', '--to', 'Anna']);
  bot.write('before\n');
  await anna.message('before');
  await server.kill();
  await server.start();
  await anna.whenConnected();
  await anna.reaches('Anna', 1);
  bot.write('after\n');
  await anna.message('after');
  const { code, errors } = await bot.ended();
  assert.equal(code, 0, errors.join('\n'));
});

scenario('a server that stops in order hands it over: nothing is lost', async s => {
  const servers = await s.mesh(2);
  const anna = await s.client(servers[1], { user: 'Anna' });
  const bot = new ChatProcess(s, servers, ['--user', 'bot', '--listen']);
  await anna.listWith('Anna', 'bot');
  const stopping = servers[0].terminate(30_000);
  for (const text of numbered('anna', 1, 50)) assert.ok((await anna.sendWithAck('bot', text)).delivered >= 1);
  await stopping;
  await bot.printed(50);
  assert.deepEqual(bot.rows.map(row => row[3]), numbered('anna', 1, 50));
  assert.equal((await bot.ended('SIGTERM')).code, 0);
});

scenario('with tokens: its own user from a file or the environment; another one, or none, is refused with exit code 1', async s => {
  const [server] = await s.mesh(1, byTokens);
  const anna = await s.client(server, { settings: { auth: { token: token('Anna') } } });
  anna.user = 'Anna';
  assert.equal((await anna.ask('identify', { user: 'Anna' })).user, 'Anna');
  const file = join(directory, 'bot.token');
  writeFileSync(file, `${token('bot')}\n`);
  const args = ['--to', 'Anna', '--timeout', '10'];
  assert.equal((await ChatProcess.run(s, [server], ['--user', 'bot', '--token-file', file, ...args], 'by file\n')).code, 0);
  await anna.message('by file');
  assert.equal((await ChatProcess.run(s, [server], ['--user', 'bot', ...args], 'by variable\n', { env: { GOSSAMER_TOKEN: token('bot') } })).code, 0);
  await anna.message('by variable');
  for (const [user, more, why] of [['eve', ['--token-file', file], /wrong-user/], ['bot', [], /unauthorized/]]) {
    const { code, errors } = await ChatProcess.run(s, [server], ['--user', user, ...more, ...args], 'hi\n');
    assert.equal(code, 1);
    assert.match(errors.join('\n'), why);
  }
});

/** A window of its own in a tmux of its own: what is typed, and what is seen. */
class Window {
  constructor(s, command) {
    this.socket = s.name(`gossamer-e2e-${process.pid}`);
    s.onEnd(() => this.#run('kill-server'));
    this.#run('-f', '/dev/null', 'new-session', '-d', '-x', '90', '-y', '16', `${command}; echo "exit $?"; sleep 60`);
    s.tellOnFailure(() => `--- the window\n${this.last}`);
  }

  #run(...args) {
    return execFileSync('tmux', ['-L', this.socket, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  }

  type = (...keys) => this.#run('send-keys', '-t', '0', ...keys);

  sees(pattern) {
    return until(() => pattern.test(this.last = this.#run('capture-pane', '-p', '-t', '0')), `the window to show ${pattern}`);
  }
}

const quoted = words => words.map(word => `'${word}'`).join(' ');

scenario('in a terminal: people, threads, unread, receipts, a group, and another server when its own dies',
  { skip: existsSync('/usr/bin/tmux') ? false : 'tmux is not installed' }, async s => {
    const servers = await s.mesh(2);
    const [anna, billy] = [await s.client(servers[1], { user: 'Anna' }), await s.client(servers[1], { user: 'Billy' })];
    const window = new Window(s, quoted([...serverCommand(), 'chat', '--user', 'Carla', ...servers.flatMap(server => ['--server', server.url])]));
    await window.sees(/Carla at 127\.0\.0\.1:\d+ · 3 online/);
    await window.sees(/Online[^]*Anna[^]*Billy/);

    window.type('/to An', 'Tab', 'Enter', 'Hello', 'Enter');
    await anna.message('Hello');
    await window.sees(/Anna · online[^]*Carla {2}Hello +✓ 1 on 1 server/);
    billy.send('Carla', 'psst');
    await window.sees(/1 unread[^]*\(1\) Billy/);
    window.type('Tab');
    await window.sees(/Billy · online[^]*Billy {2}psst/);

    await billy.join('tea');
    window.type('/join tea', 'Enter');
    await window.sees(/#tea · 2 here: Billy, Carla/);
    window.type('to all', 'Enter');
    assert.equal((await billy.message('to all')).room, 'tea');

    await servers[0].kill();
    await window.sees(new RegExp(`Carla at 127\\.0\\.0\\.1:${servers[1].port}`));
    await until(async () => (await billy.say('tea', 'still there?')).delivered === 1, 'Carla to be in the room again');
    await window.sees(/Billy {2}still there\?/);
    window.type('C-c');
    await window.sees(/^exit 0/m);
    await anna.listWithout('Carla');
  });
