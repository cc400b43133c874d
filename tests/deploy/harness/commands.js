// Programs that run to their end.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { within } from '../../e2e/harness/wait.js';

const limit = 150_000;

/** Its output, when it ended with 0. @returns {Promise<string>} */
export async function run(command, args, { cwd, env } = {}) {
  const { code, output } = await tried(command, args, { cwd, env });
  assert.equal(code, 0, `${command} ${args.join(' ')}: exit code ${code}\n${output}`);
  return output;
}

export async function tried(command, args, { cwd, env } = {}) {
  const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  const parts = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', part => parts.push(part));
  const ended = new Promise(resolve => {
    child.once('error', error => resolve(error.code));
    child.once('close', resolve);
  });
  try {
    const code = await within(limit, ended, `${command} ${args[0]}`);
    return { code, output: Buffer.concat(parts).toString() };
  } finally {
    child.kill('SIGKILL');
  }
}
