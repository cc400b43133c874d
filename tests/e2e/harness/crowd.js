// Many clients in a process of their own: node crowd.js <count> <limit in ms> <url>... Tells its parent what it measured when every client has the
// whole list, or when the limit is reached.
import { createRequire } from 'node:module';

const { io } = createRequire(import.meta.url)('socket.io-client-4');
const [, , counted, limited, ...urls] = process.argv;
const count = Number(counted);
const names = new Set(Array.from({ length: count }, (_, n) => `user ${String(n).padStart(5, '0')}`));
const expected = JSON.stringify([...names].sort());

const started = performance.now();
let connected = 0;
let lists = 0;
const complete = new Set();
const failures = [];

const sockets = [...names].map((name, n) => {
  const socket = io(urls[n % urls.length], { transports: ['websocket'], forceNew: true, reconnection: false, timeout: Number(limited) });
  socket.on('connect', () => {
    connected++;
    socket.emit('identify', name);
  });
  socket.on('update_client', ({ list }) => {
    lists++;
    const whole = list.length === count && JSON.stringify(list) === expected;
    if (whole) complete.add(name);
    else complete.delete(name);
    if (complete.size === count) finish();
  });
  for (const event of ['connect_error', 'disconnect', 'rejected']) socket.on(event, reason => failures.push(`${name}: ${event} ${reason?.message ?? reason}`));
  return socket;
});

const timer = setTimeout(finish, Number(limited));
let finished = false;

function finish() {
  if (finished) return;
  finished = true;
  clearTimeout(timer);
  const bytes = sockets.reduce((total, socket) => total + (socket.io.engine?.transport?.ws?._socket?.bytesRead ?? 0), 0);
  process.send({ milliseconds: performance.now() - started, connected, complete: complete.size, lists, bytes, failures: failures.slice(0, 10) });
}

process.on('disconnect', () => process.exit());
