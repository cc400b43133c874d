// The README's first command, as it stands there, on the ports that it uses.
import assert from 'node:assert/strict';
import { repository } from '../harness/paths.js';
import { isFree } from '../harness/ports.js';
import { Launched } from '../harness/processes.js';
import { scenario } from '../harness/scenario.js';
import { answers } from '../harness/up.js';
import { until } from '../harness/wait.js';

const ports = [3001, 3002, 3003, 3004, 8080];
const taken = (await Promise.all(ports.map(async port => (await isFree(port)) ? [] : [port]))).flat();
// Whatever the build would leave running for the next build ends with it.
const noLeftovers = { MSBUILDDISABLENODEREUSE: '1', UseSharedCompilation: 'false', DOTNET_CLI_USE_MSBUILD_SERVER: '0' };

scenario('dotnet run --project src/Gossamer.Server: four servers and the page, until Ctrl-C', {
  skip: taken.length > 0 && `port ${taken.join(', ')} is in use`,
  limit: 300_000,
}, async s => {
  const up = new Launched('dotnet', ['run', '--project', 'src/Gossamer.Server'], { cwd: repository, env: noLeftovers, group: true });
  s.onEnd(() => up.stop('SIGKILL'));
  s.tellOnFailure(() => `--- dotnet run\n${up.lines.slice(-80).join('\n')}`);
  await until(() => up.end || answers('http://localhost:8080/'), 'the page', { limit: 240_000 });
  assert.equal(up.end, undefined, 'it runs');

  const people = await Promise.all([3001, 3002, 3003, 3004].map(port => s.client({ url: `http://localhost:${port}` }, { user: `on ${port}` })));
  await Promise.all(people.map(person => person.listWith(...people.map(each => each.user))));
  assert.equal((await people[0].sendWithAck('on 3004', 'across')).delivered, 1);
  await people[3].message('across');

  const page = await (await fetch('http://localhost:8080/')).text();
  assert.match(page, /<title>[^<]*Gossamer/i);

  const asked = Date.now();
  const end = await up.stop('SIGINT', 15_000); // to the whole group, as a terminal does
  const took = Date.now() - asked;
  assert.deepEqual([end.code, end.signal], [0, null]);
  assert.ok(took < 5_000, `Ctrl-C ended it after ${took} ms`);
});
