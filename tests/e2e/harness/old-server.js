// A server of the old system, written to the description of its peer protocol in docs/mesh-protocol.md: `node old-server.js config id`.
// It tells each peer, on the connection that it opened to it, of its own users, and forwards messages once.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { servers } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const self = servers.find(server => server.id === process.argv[3]);
const http = createServer((request, response) => response.end('up'));
const io = require('socket.io-1.7')(http);
const connect = require('socket.io-client-1.7');

const users = new Map(); // own: name -> sockets
const peers = new Map(servers.filter(server => server !== self).map(({ id, ip, port }) =>
  [id, { id, users: new Map(), link: connect(`http://${ip}:${port}`, { forceNew: true, reconnectionDelay: 200, reconnectionDelayMax: 1000 }) }]));
const clients = new Set();

function updateClients() {
  const names = new Set(users.keys());
  for (const peer of peers.values()) for (const name of peer.users.keys()) names.add(name);
  for (const client of clients) client.emit('update_client', { list: [...names].sort() });
}

function changed(id) {
  const connections = users.get(id)?.size ?? 0;
  for (const peer of peers.values()) if (peer.link.connected) peer.link.emit('update_peer', { peerId: self.id, user: { id, connections } });
  updateClients();
}

function deliver(message) {
  for (const socket of new Set([...users.get(message.to) ?? [], ...users.get(message.from) ?? []])) socket.emit('im', message);
}

function forward(message) {
  const holding = name => [...peers.values()].filter(peer => peer.users.has(name));
  const to = holding(message.to);
  for (const peer of to.length > 0 ? to : holding(message.from)) peer.link.emit('im', { ...message, forwarded: true });
}

for (const peer of peers.values()) {
  peer.link.on('connect', () => {
    if (users.size > 0) {
      peer.link.emit('update_peer', { peerId: self.id, list: [...users].map(([id, sockets]) => ({ id, connections: sockets.size })) });
    }
  });
}

io.on('connection', socket => {
  let user;
  socket.on('identify', name => {
    user = name;
    clients.add(socket);
    users.set(name, (users.get(name) ?? new Set()).add(socket));
    changed(name);
  });
  socket.on('update_peer', ({ peerId, list, user: one }) => {
    const peer = peers.get(peerId);
    if (!peer) return;
    for (const { id, connections } of list ?? [one]) {
      if (connections > 0) peer.users.set(id, connections);
      else peer.users.delete(id);
    }
    updateClients();
  });
  socket.on('im', message => {
    deliver(message);
    if (!message.forwarded) forward(message);
  });
  socket.on('disconnect', () => {
    clients.delete(socket);
    const sockets = users.get(user);
    if (!sockets?.delete(socket)) return;
    if (sockets.size === 0) users.delete(user);
    changed(user);
  });
});

http.listen(self.port, self.ip);
