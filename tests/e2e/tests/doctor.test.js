// `gossamer doctor`, looking at real servers. What else it finds is in DoctorCommandTests of Gossamer.Server.Tests.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { serverCommand } from '../harness/paths.js';
import { Launched } from '../harness/processes.js';
import { scenario } from '../harness/scenario.js';
import { within } from '../harness/wait.js';

async function doctor(s, server, env) {
  const [command, ...before] = serverCommand();
  const launched = new Launched(command, [...before, 'doctor', server.config, server.id, '--identity', 'open'], { env });
  s.onEnd(() => launched.stop('SIGKILL'));
  const { code } = await within(30_000, launched.exited, 'gossamer doctor to end');
  return { code, text: launched.lines.join('\n') };
}

scenario('a mesh that runs: no fault, and its links stay as they are', async s => {
  const servers = await s.mesh(2);
  const { code, text } = await doctor(s, servers[0]);
  assert.equal(code, 0, text);
  assert.match(text, /^ok +port +.* is this server's: it runs/m);
  assert.match(text, /^ok +link to server-2 /m);
  assert.match(text, / 0 faults$/);
  const [anna, billy] = await Promise.all(servers.map((server, n) => s.client(server, { user: ['Anna', 'Billy'][n] })));
  await anna.listWith('Anna', 'Billy');
  assert.equal((await anna.sendWithAck('Billy', 'hi')).delivered, 1);
  await billy.message('hi');
  assert.doesNotMatch(servers.flatMap(server => server.lines()).join('\n'), /Replaced|DuplicateId|HelloExpected|Malformed/);
});

scenario('another key, and a peer that is gone: faults, what to do, exit code 1', async s => {
  const servers = await s.mesh(2);
  const wrong = await doctor(s, servers[0], { GOSSAMER_MESH_KEY: 'quite another key than that' });
  assert.equal(wrong.code, 1, wrong.text);
  assert.match(wrong.text, /^fault +link to server-2 .*\n +do +Give both the same key/m);
  await servers[1].kill();
  const gone = await doctor(s, servers[0]);
  assert.equal(gone.code, 1, gone.text);
  assert.match(gone.text, /^fault +reach of server-2 .*nothing listens there\n +do +Start server-2/m);
});

scenario('a broken file: one fault, where it is, exit code 1', async s => {
  const [server] = await s.plan(1);
  await writeFile(server.config, '{"servers":[\n{"id":"server-1" "ip":"127.0.0.1"}]}');
  const { code, text } = await doctor(s, server);
  assert.equal(code, 1, text);
  assert.match(text, /^fault +configuration .*line 2, column 18/m);
});
