// Honest people who want to know who is there, in a process of their own: one of each kind at each server.
// node readers.js <kinds, with commas> <url> ... Answers each message with what they have by then.
import { createRequire } from 'node:module';

const require = createRequire(new URL('../e2e/package.json', import.meta.url));
const { io } = require('socket.io-client-4');
const [, , kinds, ...urls] = process.argv;

const closed = [];

const readers = urls.flatMap((url, server) => kinds.split(',').map(presence => {
  const user = `Reader ${server + 1} ${presence}`;
  const reader = { presence, names: [], lists: 0, refusals: 0 };
  const socket = io(url, { transports: ['websocket'], forceNew: true, localAddress: '127.0.0.10', reconnection: false });
  socket.on('update_client', ({ list }) => {
    reader.names = list;
    reader.lists++;
  });
  socket.on('rejected', ({ code }) => { if (code === 'list-too-large') reader.refusals++; });
  socket.on('disconnect', reason => closed.push(`${user}: ${reason}`));
  reader.ready = new Promise((resolve, reject) => {
    socket.once('connect_error', reject);
    socket.once('connect', () => resolve(socket.emitWithAck('identify', { user, presence })));
  });
  return reader;
}));

process.on('message', () => process.send({
  closed, readers: readers.map(({ presence, names, lists, refusals }) => (
    { presence, lists, refusals, users: names.filter(name => name.startsWith('user ')).length })),
}));
process.on('disconnect', () => process.exit());

await Promise.all(readers.map(reader => reader.ready));
process.send('ready');
