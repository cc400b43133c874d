// Clients that know one address and come back to it by themselves, in a process of their own: node returning-crowd.js <count> <url>.
// Every second one is of 1.7.4 and brings its offset as `since`. Tells its parent when all are in, and on any message what each has had.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const latest = require('socket.io-client-4');
const old = require('socket.io-client-1.7');
const [, , counted, url] = process.argv;
const clients = Array.from({ length: Number(counted) }, (_, n) => ({ user: `user-${n}`, texts: [], lossTold: 0, offset: null, away: 0 }));

const settings = { transports: ['websocket'], forceNew: true, timeout: 60_000 };

function join(client, n) {
  const socket = client.socket = n % 2 === 0 ? latest.io(url, settings) : old(url, settings);
  const isOld = n % 2 === 1;
  return new Promise(resolve => {
    socket.on('connect', () => {
      if (client.leftAt) client.away = Math.max(client.away, performance.now() - client.leftAt);
      if (socket.recovered) return;
      socket.emit('identify', { user: client.user, presence: 'none', ...(isOld ? { since: client.offset } : {}) }, () => resolve());
    });
    socket.on('identified', (answer, offset) => {
      client.offset = offset;
      if (!answer.complete) client.lossTold++;
    });
    socket.on('disconnect', () => {
      client.leftAt = performance.now();
    });
    socket.on('im', ({ text }, offset) => {
      client.texts.push(text);
      client.offset = offset;
    });
  });
}

process.on('disconnect', () => process.exit());
process.on('message', () => process.send(clients.map(({ user, texts, lossTold, away, socket }) => ({ user, texts, lossTold, away, connected: socket.connected }))));
await Promise.all(clients.map(join));
process.send('ready');
