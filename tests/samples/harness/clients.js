// The real clients, bare: connect(), next(), ask().
import { createRequire } from 'node:module';
import { after } from 'node:test';
import { Mailbox, patience, shorten, within } from '../../e2e/harness/wait.js';

const require = createRequire(new URL('../../e2e/package.json', import.meta.url));
const packages = {
  '1.4.5': 'socket.io-client-1.4',
  '1.7.4': 'socket.io-client-1.7',
  '2.5.0': 'socket.io-client-2',
  '3.1.3': 'socket.io-client-3',
  '4.8.4': 'socket.io-client-4',
};

/** The `ws` that the newest client has: WebSockets without a protocol on top. */
export const WebSocket = (() => {
  const inClient = createRequire(require.resolve(packages['4.8.4']));
  return createRequire(inClient.resolve('engine.io-client'))('ws').WebSocket;
})();

/** One for each protocol and age. */
export const generations = ['1.4.5', '2.5.0', '4.8.4'];
export const transports = ['polling', 'websocket'];
export const kinds = generations.flatMap(generation => transports.map(transport => ({ generation, transport })));
export const speaks5 = generation => Number(generation[0]) >= 3;

const open = new Set();
after(() => {
  for (const socket of open) socket.close();
});

export class Peer {
  #mail = new Map();

  constructor(socket) {
    this.socket = socket;
  }

  /** The next event of that name: its arguments. Listening begins with the first call or listen(). */
  async next(event, limit = patience) {
    return this.#box(event).next(() => true, event, limit);
  }

  listen(...events) {
    for (const event of events) this.#box(event);
    return this;
  }

  #box(event) {
    if (!this.#mail.has(event)) {
      const box = new Mailbox();
      this.#mail.set(event, box);
      this.socket.on(event, (...args) => box.push(args));
    }
    return this.#mail.get(event);
  }

  emit(...args) {
    this.socket.emit(...args);
  }

  /** The arguments of the server's answer. */
  ask(event, ...args) {
    const answer = new Promise(resolve => this.socket.emit(event, ...args, (...answers) => resolve(answers)));
    return within(patience, answer, `the answer to ${event} ${shorten(args, 100)}`);
  }

  close() {
    this.socket.close();
  }
}

/** A client that may not be connected yet. */
export function peer(url, { generation = '4.8.4', transport = 'websocket', upgrade, ...settings } = {}) {
  const library = require(packages[generation]);
  const socket = (library.io ?? library)(url, {
    transports: upgrade ? ['polling', 'websocket'] : [transport],
    forceNew: true,
    reconnection: false,
    timeout: patience,
    ...settings,
  });
  open.add(socket);
  return new Peer(socket).listen('connect', 'connect_error', 'error', 'disconnect');
}

export async function connect(url, options) {
  const one = peer(url, options);
  await one.next('connect');
  return one;
}

/** Bytes, however a client gives them. */
export const bytes = value => [...new Uint8Array(value.buffer ? value.buffer.slice(value.byteOffset, value.byteOffset + value.byteLength) : value)];
