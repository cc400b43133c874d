// A client that talks, keeps the ledger, and moves to another server when its own does not answer.
import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { tear } from '../harness/tear.js';

const require = createRequire(import.meta.url);
const packages = { '4.8.4': 'socket.io-client-4', '1.7.4': 'socket.io-client-1.7' };
const ackLimit = 6_000; // ms; a little more than servers wait for each other
const maxTimes = 5;
const room = 'square';

export class Talker {
  #ledger;
  #servers;
  #server;
  #offset = null; // where a client of 1.x is; one of 4.x keeps it by itself
  #waiting = new Map(); // id -> message whose ack is awaited
  #identified = false;
  #rooms;

  /** @param kind {generation, transports, repeats}: repeats: sends again, by the same id, what was not acknowledged */
  constructor(user, kind, servers, first, ledger, rooms) {
    Object.assign(this, { user, kind });
    this.#ledger = ledger;
    this.#rooms = rooms; // null: it is in no room
    this.#servers = servers;
    this.#server = first;
    const library = require(packages[kind.generation]);
    this.socket = (library.io ?? library)(servers[first].url, {
      transports: kind.transports, forceNew: true, reconnectionDelay: 100, reconnectionDelayMax: 1000, timeout: 8000,
    });
    this.socket.on('connect', () => this.#connected());
    this.socket.on('disconnect', () => this.#disconnected());
    this.socket.on('im', (message, offset) => this.#arrived(message, offset));
    this.socket.on('identified', ({ complete }, offset) => this.#placed(complete, offset));
    const manager = this.socket.io;
    manager.on(kind.generation === '1.7.4' ? 'connect_error' : 'reconnect_error', () => this.#move()); // 1.x has both, for one failure
  }

  get ready() {
    return this.socket.connected && this.#identified;
  }

  get server() {
    return this.#server;
  }

  get waits() {
    return this.#waiting.size;
  }

  say(to) {
    if (!this.ready) return;
    const id = randomUUID();
    const message = this.#ledger.sent(id, this.user, to, Date.now());
    this.#send(message);
  }

  sayInRoom() {
    if (!this.ready || this.#rooms === null) return;
    const id = randomUUID();
    this.#rooms.sent(id, this.user, this.#servers[this.#server].id, Date.now());
    this.socket.emit('im', { room, text: '', id }, ack => this.#rooms.acked(id, ack));
  }

  /** Loses its connection without a word, and comes back at that server. */
  comeBackAt(server) {
    this.#server = server;
    this.socket.io.uri = this.#servers[server].url;
    tear(this.socket.io.engine);
  }

  close() {
    this.socket.close();
  }

  #move() {
    this.#server = (this.#server + 1) % this.#servers.length;
    this.socket.io.uri = this.#servers[this.#server].url;
  }

  #connected() {
    this.#ledger.connected(this.user, this.#servers[this.#server].id, Date.now());
    const since = this.kind.generation === '1.7.4' ? { since: this.#offset } : {};
    this.socket.emit('identify', { user: this.user, presence: 'none', ...since }, answer => {
      this.#identified = true;
      if (this.#rooms !== null && !answer.rooms?.includes(room)) this.#join();
    });
    for (const message of this.#waiting.values()) this.#again(message);
  }

  /** It is new, or no server knows any more which rooms it was in. */
  #join() {
    this.socket.emit('join', { room }, ({ error }) => {
      if (error === undefined) this.#rooms.joined(this.user, Date.now());
    });
  }

  #disconnected() {
    this.#identified = false;
    this.#ledger.disconnected(this.user, Date.now());
  }

  #placed(complete, offset) {
    this.#offset = offset;
    if (complete) return;
    this.#ledger.toldIncomplete(this.user, Date.now());
    this.#rooms?.toldIncomplete(this.user, Date.now());
  }

  #arrived({ id, to, room: saidIn }, offset) {
    this.#offset = offset;
    if (saidIn === room) this.#rooms.arrived(this.user, id);
    if (to === this.user) this.#ledger.arrived(this.user, id, Date.now());
  }

  #send(message) {
    if (this.kind.repeats) {
      this.#waiting.set(message.id, message);
      setTimeout(() => this.#again(message), ackLimit).unref();
    }
    const { id, from, to, number } = message;
    this.socket.emit('im', { from, to, text: String(number), id }, ack => {
      if (ack.error?.code !== 'unreachable') this.#waiting.delete(id);
      this.#ledger.acked(id, ack, Date.now());
    });
  }

  #again(message) {
    if (!this.#waiting.has(message.id)) return;
    if (message.sendings.length >= maxTimes) this.#waiting.delete(message.id);
    else if (this.ready) {
      this.#ledger.resent(message.id, Date.now());
      this.#send(message);
    }
  }
}
