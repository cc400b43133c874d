// A way to a server that can swallow what the server says, and break: the client has sent, and never learns what became of it.
import { connect, createServer } from 'node:net';
import { freePort } from './ports.js';

export class Swallower {
  #target;
  #swallows = false;
  #pairs = new Set();

  static async start(server) {
    const swallower = new Swallower();
    swallower.leadTo(server);
    const port = await freePort();
    swallower.url = `http://127.0.0.1:${port}`;
    swallower.listener = createServer(client => swallower.#join(client));
    await new Promise(resolve => swallower.listener.listen(port, '127.0.0.1', resolve));
    return swallower;
  }

  /** Connections to come go to that server. */
  leadTo(server) {
    this.#target = new URL(server.url);
  }

  swallow() {
    this.#swallows = true;
  }

  /** Ends the connections that there are; later ones are whole. */
  breakAll() {
    this.#swallows = false;
    for (const [client, server] of this.#pairs) [client, server].forEach(socket => socket.destroy());
    this.#pairs.clear();
  }

  stop() {
    this.breakAll();
    this.listener.close();
  }

  #join(client) {
    const server = connect(Number(this.#target.port), this.#target.hostname);
    const pair = [client, server];
    this.#pairs.add(pair);
    client.on('data', data => server.write(data));
    server.on('data', data => this.#swallows || client.write(data));
    for (const socket of pair) {
      socket.on('error', () => { });
      socket.on('close', () => pair.forEach(each => each.destroy()));
    }
  }
}
