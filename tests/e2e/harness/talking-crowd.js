// Many clients that talk in pairs, in a process of their own: node talking-crowd.js <count> <url>... On the message "talk" each client sends
// a few messages to the next one, each after the ack of the one before, and the parent is told what came of it.
import { createRequire } from 'node:module';

const { io } = createRequire(import.meta.url)('socket.io-client-4');
const [, , counted, ...urls] = process.argv;
const count = Number(counted);
const rounds = 10;
let faults = [];
let arrived = 0;
let last = [];

const name = n => `user-${n % count}`;
const sockets = await Promise.all(Array.from({ length: count }, (_, n) => new Promise(resolve => {
  const socket = io(urls[n % urls.length], { transports: ['websocket'], forceNew: true, reconnection: false, timeout: 60_000 });
  socket.on('connect', () => socket.emit('identify', { user: name(n), presence: 'none' }, () => resolve(socket)));
  socket.on('im', ({ to, text }) => {
    if (to !== name(n)) return;
    arrived++;
    if (Number(text) !== last[n] + 1) faults.push(`${to}: ${text} after ${last[n]}`);
    last[n] = Number(text);
  });
  for (const event of ['connect_error', 'disconnect', 'rejected']) socket.on(event, reason => faults.push(`${name(n)}: ${event} ${reason?.message ?? reason}`));
})));

async function talk() {
  [faults, arrived, last] = [[], 0, Array(count).fill(0)];
  let acked = 0;
  const times = [];
  await Promise.all(sockets.map(async (socket, n) => {
    for (let round = 1; round <= rounds; round++) {
      const start = performance.now();
      const ack = await new Promise(resolve => socket.emit('im', { from: name(n), to: name(n + 1), text: String(round) }, resolve));
      times.push(performance.now() - start);
      if (ack.delivered === 1 && !ack.error) acked++;
      else faults.push(JSON.stringify(ack));
      await new Promise(resolve => setTimeout(resolve, 200));
    }
  }));
  while (arrived < count * rounds && faults.length === 0) await new Promise(resolve => setTimeout(resolve, 20));
  times.sort((a, b) => a - b);
  process.send({ sent: count * rounds, acked, arrived, faults: faults.slice(0, 5), median: times[times.length >> 1], late: times[Math.floor(times.length * 0.99)] });
}

process.on('message', talk);
process.on('disconnect', () => process.exit());
process.send('ready');
