// The log at its default level tells what happens between servers, and never what people say.
import assert from 'node:assert/strict';
import { scenario } from '../harness/scenario.js';

scenario('the default log tells of links and never shows a message text', async s => {
  const [one, two] = await s.mesh(2);
  const anna = await s.client(one, { user: 'Anna' });
  const billy = await s.client(two, { user: 'Billy' });
  await Promise.all([anna.listWith('Billy'), billy.listWith('Anna')]);
  const secret = 'the treasure lies under the old oak';
  await anna.sendWithAck('Billy', secret);
  await billy.message(secret);
  await anna.ask('im', { from: 'Billy', to: 'Anna', text: secret, forwarded: false }); // refused, which may well be logged
  await Promise.all([one.terminate(30_000), two.kill()]);

  const log = [...one.lines(), ...two.lines()].join('\n');
  assert.match(log, /server-2/, 'the first tells of the second');
  assert.doesNotMatch(log, /treasure/);
});
