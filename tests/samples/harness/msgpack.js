// socket.io-msgpack-parser: the parser itself, Node's server with it, and its messages on a bare WebSocket.
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { after, before } from 'node:test';
import { Mailbox, patience, within } from '../../e2e/harness/wait.js';
import { WebSocket } from './clients.js';

const require = createRequire(new URL('../../e2e/package.json', import.meta.url));
export const parser = require('socket.io-msgpack-parser');
const { Server } = require('socket.io-4');

const encoder = new parser.Encoder();

/** Socket.IO's own server, with handlers like those of Fixture. */
export function nodeServer(options) {
  const holder = {};
  before(async () => {
    const http = createServer();
    const io = holder.io = new Server(http, options);
    io.on('connection', socket => {
      socket.on('echo', (...args) => socket.emit('echoed', ...args));
      socket.on('answer', (...args) => args.pop()(...args));
    });
    await new Promise(resolve => http.listen(0, '127.0.0.1', resolve));
    holder.url = `http://127.0.0.1:${http.address().port}`;
  });
  after(() => holder.io?.close());
  return { get url() { return holder.url; } };
}

/** Packets in and out over a WebSocket, as the bytes that they are. */
export class RawLine {
  #mail = new Mailbox();

  static async open(url) {
    const line = new RawLine();
    line.socket = new WebSocket(`${url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`);
    line.socket.on('message', (data, isBinary) => {
      if (isBinary) line.#mail.push(data);
      else if (data.toString() === '2') line.socket.send('3');
    });
    await within(patience, new Promise((resolve, reject) => line.socket.once('open', resolve).once('error', reject)), 'the WebSocket to open');
    return line;
  }

  /** A packet, or text or bytes as they are. */
  send(packet) {
    this.socket.send(typeof packet === 'string' || packet instanceof Buffer ? packet : encoder.encode(packet)[0]);
  }

  next = () => this.#mail.next(() => true, 'a packet');

  close() {
    this.socket.close();
  }
}
