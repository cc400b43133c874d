// `gossamer up`: several servers and the page in one process.
import { pagePort } from './options.js';
import { serverCommand } from './paths.js';
import { freePort } from './ports.js';
import { Launched } from './processes.js';
import { Mesh } from './servers.js';
import { until } from './wait.js';

/** Starts `up` on free ports; it ends with the test. @param options more of its arguments @returns {{process, page: string, servers}} */
export async function startUp(s, count, options = []) {
  const mesh = await Mesh.plan(count);
  s.onEnd(() => mesh.end());
  const port = await freePort();
  const [command, ...args] = serverCommand();
  const launched = new Launched(command, [...args, 'up', mesh.config, ...pagePort(port), ...options], { cwd: mesh.directory });
  s.onEnd(() => launched.stop('SIGKILL'));
  s.tellOnFailure(() => `--- up\n${launched.lines.slice(-80).join('\n')}`);
  const page = `http://localhost:${port}/`;
  await until(() => launched.end || answers(page), 'the page to be served', { limit: 30_000 });
  if (launched.end) throw new Error(`up ended at its start: ${JSON.stringify(launched.end)}`);
  return { process: launched, page, servers: mesh.servers };
}

export async function answers(url) {
  const answer = await fetch(url);
  await answer.arrayBuffer();
  return answer.ok;
}
