// A server of the old system that has nothing but names: `node old-names.js config id count` announces that many to server-1 of the configuration.
// It tells "told" when done, then takes names that leave (-name) and join (+name) from its input, a line each.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

const require = createRequire(import.meta.url);
const [config, id, count] = process.argv.slice(2);
const { servers } = JSON.parse(readFileSync(config, 'utf8'));
const [self, other] = [servers.find(server => server.id === id), servers[0]];
const portion = 2_000;

const http = createServer((request, response) => response.end('up'));
require('socket.io-1.7')(http); // the other server's link to this one: it is listened to and not answered
http.listen(self.port, self.ip);

const link = require('socket.io-client-1.7')(`http://${other.ip}:${other.port}`, { transports: ['websocket'], forceNew: true });
const tell = (name, connections) => link.emit('update_peer', { peerId: id, user: { id: name, connections } });

link.once('connect', () => {
  let told = 0;
  const next = () => {
    for (const end = Math.min(told + portion, Number(count)); told < end; told++) tell(`user ${String(told).padStart(6, '0')}`, 1);
    if (told < Number(count)) setTimeout(next, 20);
    else console.log('told');
  };
  next();
});
createInterface({ input: process.stdin }).on('line', line => tell(line.slice(1), line.startsWith('+') ? 1 : 0));
