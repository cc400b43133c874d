// Whoever reads the server's log stands still, and the attacker gives the server much to log: lines of each message, and of each name.
import { until } from '../../e2e/harness/wait.js';
import { floodAgain } from '../flooding.js';
import { frame } from '../websocket.js';
import * as identifyFlood from './identify-flood.js';

export const what = 'nobody reads a log that tells of every message and every refusal, while im and identify are flooded';
export const options = () => ['--log-level', 'Debug', '--log-lines', '0'];
export const stopsLog = true;

const talkers = 8; // each with a burst of 1,000 messages: more lines than wait for the log's reader, in the pipe and before it

/** Writes to himself, which others have nothing of but its lines. */
const talk = ({ target, seconds }, name) => floodAgain(target, {
  seconds, identify: () => ({ user: name, presence: 'none' }),
  next: () => frame(`42${JSON.stringify(['im', { from: name, to: name, text: 'hello' }])}`),
});

export async function attack(run) {
  const [identified, ...talked] = await Promise.all([
    identifyFlood.attack(run), ...Array.from({ length: talkers }, (_, n) => talk(run, `Trudy ${n}`))]);
  return { identify: identified.sent, im: talked.reduce((sum, each) => sum + each, 0) };
}

/** The server tells, once its log is read again, how many lines it had no room for: there was none left. */
export async function holds({ server }) {
  server.process.child.stdout.resume();
  const told = () => server.process.stderr.map(line => /(\d+) message\(s\) dropped/.exec(line)?.[1]).find(Boolean);
  const dropped = await until(told, 'the server to tell what it dropped', { limit: 10_000 }).catch(() => 0);
  return [{ name: 'the log was full', holds: dropped > 0, detail: `${dropped} lines were dropped` }];
}
