// The pages beside a Socket.IO server that says what a mesh with very many users and messages would: for measuring pages alone.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { extname, join, normalize } from 'node:path';
import { freePort } from './ports.js';

const { Server } = createRequire(import.meta.url)('socket.io-4');
const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.png': 'image/png' };

export class PageStub {
  #names;
  #io;
  #sockets = new Map(); // by user

  /** @param folder the built pages @param names who is there */
  static async start(s, folder, names) {
    const stub = new PageStub();
    stub.#names = names;
    const port = await freePort();
    stub.url = `http://127.0.0.1:${port}/`;
    const http = createServer((request, response) => stub.#serve(folder, request, response));
    stub.#io = new Server(http, { maxHttpBufferSize: 1e8 });
    stub.#io.on('connection', socket => stub.#accept(socket));
    await new Promise(resolve => http.listen(port, '127.0.0.1', resolve));
    s.onEnd(() => stub.#io.close());
    return stub;
  }

  /** As the server sends a message. */
  send(to, from, text, at = Date.now()) {
    this.#sockets.get(to).emit('im', { from, to, text, forwarded: false, id: `${from} ${at} ${Math.random()}`, at });
  }

  presence(to, joined, left) {
    this.#sockets.get(to).emit('presence', { joined, left });
  }

  #accept(socket) {
    socket.on('identify', ({ user }, answer) => {
      this.#sockets.set(user, socket);
      answer?.({ user });
      socket.emit('update_client', { list: [...new Set([...this.#names, user])].sort() });
    });
    socket.on('im', (message, answer) => {
      socket.emit('im', { ...message, forwarded: false, at: Date.now() });
      answer?.({ id: message.id, delivered: 1, servers: ['stub'] });
    });
  }

  #serve(folder, request, response) {
    const { pathname } = new URL(request.url, this.url);
    if (pathname === '/api/servers') {
      response.setHeader('content-type', 'application/json');
      return response.end(JSON.stringify([{ id: 'stub', url: this.url }]));
    }
    const file = join(folder, normalize(pathname === '/' ? '/index.html' : pathname));
    if (!existsSync(file) || !statSync(file).isFile()) return response.writeHead(404).end();
    response.setHeader('content-type', types[extname(file)] ?? 'application/octet-stream');
    return response.end(readFileSync(file));
  }
}
