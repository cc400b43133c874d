// The most ordinary event there is: a server is stopped in order and started again at once, and its clients know no other address.
// CLIENTS=60,150,2000 node run.js orderly-stop: with that many instead.
import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { anyRate } from '../harness/options.js';
import { scenario } from '../harness/scenario.js';
import { until } from '../harness/wait.js';

const script = fileURLToPath(new URL('../harness/returning-crowd.js', import.meta.url));
const pause = milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds));
const drain = 15_000;
const limit = 150_000;

const counts = process.env.CLIENTS ? process.env.CLIENTS.split(',').map(Number) : [1, 300];
const cases = [...counts.map(count => [count, 12_000]), [counts.at(-1), 3_000]];

for (const [count, sessionWindow] of cases) {
  scenario(`SIGTERM and a new start of the only server that ${count} clients know, window ${sessionWindow} ms: what was acknowledged meanwhile arrives, once`, { limit }, async s => {
    const [one, two] = await s.mesh(2, [...anyRate, '--drain', String(drain), '--session-window', String(sessionWindow)]);
    const sender = await s.client(two, { user: 'Sender' });
    const crowd = fork(script, [String(count), one.url], { execArgv: ['--no-deprecation'] });
    s.onEnd(() => crowd.kill('SIGKILL'));
    await once(crowd, 'message');
    const report = async () => {
      const answer = once(crowd, 'message');
      crowd.send('report');
      return (await answer)[0];
    };
    const users = (await report()).map(({ user }) => user);
    const send = text => Promise.all(users.map(user => sender.sendWithAck(user, text)));
    await until(async () => (await send('are you known?')).every(({ delivered }) => delivered === 1), 'all to be known', { limit: 60_000, pause: 200 });
    await send('before');

    const begun = performance.now();
    const stopped = one.terminate(drain + 5_000);
    await pause(800); // the moment that is asked for: some have been closed by then and some have not
    const acks = await send('meanwhile');
    const end = await stopped;
    const took = performance.now() - begun;
    await one.start();
    assert.deepEqual([end.code, took < drain + 1_000], [0, true], `ended ${JSON.stringify(end)} after ${took} ms`);

    const isDue = n => acks[n].delivered > 0 && !acks[n].error;
    let lacking;
    s.tellOnFailure(() => `--- lack what was acknowledged, or are not connected\n${JSON.stringify(lacking)}`);
    await until(async () => {
      lacking = (await report()).map((client, n) => ({ ...client, ack: acks[n] }))
        .filter(({ texts, connected }, n) => !connected || (isDue(n) && !texts.includes('meanwhile')));
      return lacking.length === 0;
    }, 'all to have what was acknowledged', { limit: 60_000, pause: 200 });
    await until(async () => (await send('after')).every(({ delivered }) => delivered === 1), 'all to be there again', { limit: 60_000, pause: 500 });
    for (const [n, { user, texts }] of (await report()).entries()) {
      assert.equal(texts.filter(text => text === 'before').length, 1, `${user} ${texts}`);
      if (isDue(n)) assert.equal(texts.filter(text => text === 'meanwhile').length, 1, `${user} ${texts}`);
    }
    const told = (await report()).filter(({ lossTold }) => lossTold > 0);
    console.log(`${count} clients, window ${sessionWindow} ms: drained in ${Math.round(took)} ms, ${acks.filter((_, n) => isDue(n)).length} acknowledged, ${told.length} told of a possible loss`);
    // A server may see a client leave, and see it back, some time before and after the client does: on a busy machine 2 s.
    for (const { user, away } of told) assert.ok(away > sessionWindow - 2_000, `${user} was away for ${away} ms only, and was told that it may have missed something`);
  });
}
