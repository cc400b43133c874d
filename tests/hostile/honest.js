// Honest people, in a process of their own: a pair that talks all the time, and newcomers from another address.
// node honest.js <url> <newcomer's name, or nothing>. Answers each message with what was measured since the one before; "all" when what is
// under way has come to its end, however it ends.
import { createRequire } from 'node:module';

const require = createRequire(new URL('../e2e/package.json', import.meta.url));
const { io } = require('socket.io-client-4');
const [, , url, newcomerName] = process.argv;

const interval = 10; // ms between messages
const newcomerInterval = 500;
const give = 10_000; // ms; then a message or a newcomer counts as failed

const connect = (localAddress, options = {}) => io(url, { transports: ['websocket'], forceNew: true, localAddress, rejectUnauthorized: false, ...options });

let trips = [];
let newcomers = [];
let failures = [];
const underWay = new Set();

function pairOf(name, localAddress) {
  const socket = connect(localAddress);
  socket.on('connect', () => socket.recovered || socket.emit('identify', { user: name, presence: 'none' }));
  socket.on('disconnect', reason => failures.push(`${name} was closed: ${reason}`));
  return socket;
}

const left = pairOf('Honest left', '127.0.0.7');
pairOf('Honest right', '127.0.0.8');

async function trip() {
  const started = performance.now();
  try {
    const answer = await left.timeout(give).emitWithAck('im', { from: 'Honest left', to: 'Honest right', text: 'hello' });
    if (!(answer.delivered >= 1)) failures.push(`im: ${JSON.stringify(answer)}`);
    trips.push(performance.now() - started);
  } catch {
    failures.push(`im: no answer in ${give} ms`);
  }
}

let visitors = 0;
async function newcomer() {
  const started = performance.now();
  const user = newcomerName || `Newcomer ${visitors++}`;
  const socket = connect('127.0.0.9', { reconnection: false, timeout: give });
  try {
    await new Promise((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', reject);
    });
    const answer = await socket.timeout(give).emitWithAck('identify', { user, presence: 'none' });
    if (answer?.error) failures.push(`newcomer: ${answer.error.code}`);
    newcomers.push(performance.now() - started);
  } catch (error) {
    failures.push(`newcomer: ${error.message}`);
  }

  socket.close();
}

const at = (sorted, share) => sorted.length ? Math.round(10 * sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]) / 10 : 0;

process.on('message', async what => {
  if (what === 'all') await Promise.all(underWay);
  const sorted = trips.sort((a, b) => a - b);
  process.send({
    messages: sorted.length, p50: at(sorted, 0.5), p99: at(sorted, 0.99), max: at(sorted, 1),
    newcomers: newcomers.length, newcomer: at(newcomers.sort((a, b) => a - b), 1), failures,
  });
  [trips, newcomers, failures] = [[], [], []];
});
process.on('disconnect', () => process.exit());

await new Promise(resolve => left.once('connect', resolve));
await new Promise(resolve => setTimeout(resolve, 200));
for (const [act, every] of [[trip, interval], [newcomer, newcomerInterval]]) {
  setInterval(() => {
    const done = act().finally(() => underWay.delete(done));
    underWay.add(done);
  }, every);
}

process.send('ready');
