// One small promise API over five generations of socket.io-client and three ways to connect.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { Latest, Mailbox, patience, shorten, until, within } from './wait.js';

const require = createRequire(import.meta.url);
const packages = {
  '1.4.5': 'socket.io-client-1.4',
  '1.7.4': 'socket.io-client-1.7',
  '2.5.0': 'socket.io-client-2',
  '3.1.3': 'socket.io-client-3',
  '4.8.4': 'socket.io-client-4',
};

export const generations = Object.keys(packages);
export const modes = ['polling', 'websocket', 'upgraded'];
/** Every client in every mode: [{generation, mode}]. */
export const kinds = generations.flatMap(generation => modes.map(mode => ({ generation, mode })));
/** The oldest and the newest client: one for each version of the protocol. */
export const extremes = [{ generation: '1.4.5', mode: 'upgraded' }, { generation: '4.8.4', mode: 'websocket' }];

const transports = { polling: ['polling'], websocket: ['websocket'], upgraded: ['polling', 'websocket'] };
const allEvents = ['im', 'update_client', 'rejected', 'presence', 'identified', 'members', 'left'];
const told = 40; // so many of the last things that happened to a client are in the report of a failing test

function load(generation) {
  const library = require(packages[generation]);
  return library.io ?? library;
}

export class Client {
  user;
  #mail = new Map(allEvents.map(event => [event, new Mailbox()]));
  #list = new Latest();
  #connected = new Latest();
  history = []; // what happened to it lately, for the report of a failing test
  messages = []; // every im that arrived

  /** Events that are not listed are thrown away as they come: whoever floods would keep gigabytes. */
  constructor(url, { generation = '4.8.4', mode = 'websocket', reconnection = true, settings = {}, events = allEvents } = {}) {
    this.label = `${generation} ${mode}`;
    this.mode = mode;
    this.socket = load(generation)(url, {
      transports: transports[mode],
      forceNew: true,
      reconnection,
      reconnectionDelay: 50,
      reconnectionDelayMax: 500,
      timeout: patience,
      ...settings,
    });
    for (const event of events) this.socket.on(event, (...args) => this.#arrived(event, args));
    this.socket.on('connect', () => this.#noteConnected());
    for (const event of ['disconnect', 'connect_error', 'error']) {
      this.socket.on(event, reason => this.#note(event, String(reason?.message ?? reason)));
    }
    this.socket.on('disconnect', () => this.#connected.set(false));
  }

  static async connect(url, options) {
    const client = new Client(url, options);
    try {
      await client.whenConnected();
    } catch (error) {
      error.message += `\n${client.story()}`;
      client.socket.close();
      throw error;
    }
    return client;
  }

  #note(event, detail) {
    this.history.push(`${new Date().toISOString().slice(11, 23)} ${event} ${detail === undefined ? '' : shorten(detail, 160)}`);
    if (this.history.length > 2 * told) this.history.splice(0, told);
  }

  #arrived(event, args) {
    this.#note(event, args[0]);
    if (event === 'im') this.messages.push(args[0]);
    if (typeof args[1] === 'string') this.offset = args[1]; // where it is: im and identified say so
    if (event === 'update_client') this.#list.set(args[0].list);
    this.#mail.get(event).push(args[0]);
  }

  #noteConnected() {
    this.#note('connect', this.socket.id);
    this.#connected.set(true);
    if (this.user !== undefined) this.socket.emit('identify', this.user); // as every real client does after a reconnect
  }

  get engine() {
    return this.socket.io.engine;
  }

  /** "polling" or "websocket": what the connection uses at this moment. */
  get transport() {
    return this.engine.transport.name;
  }

  async whenConnected(limit = patience) {
    await this.#connected.when(connected => connected, `${this.label} to connect`, limit);
    if (this.mode === 'upgraded') await this.#whenUpgraded(limit);
  }

  async #whenUpgraded(limit) {
    const { engine } = this;
    if (engine.transport.name === 'websocket') return;
    await within(limit, new Promise(resolve => engine.once('upgrade', resolve)), `${this.label} to upgrade to WebSocket`);
  }

  whenDisconnected(limit = patience) {
    return this.#connected.when(connected => !connected, `${this.label} to be disconnected`, limit);
  }

  /** Says who this is and waits for the list that shows it. */
  async identify(user, shown = user) {
    this.user = user;
    this.socket.emit('identify', user);
    return this.list(list => list.includes(shown), `${this.label}: a list with ${shorten(shown, 80)}`);
  }

  /** The current user list as soon as it satisfies the condition. */
  list(match = () => true, what = `${this.label} (${this.user}): a matching list`, limit = patience) {
    return this.#list.when(match, what, limit);
  }

  listWith = (...names) => this.list(list => names.every(name => list.includes(name)), `${this.label} (${this.user}): a list with ${names}`);

  listWithout = (name, limit) => this.list(list => !list.includes(name), `${this.label} (${this.user}): a list without ${name}`, limit);

  emit(event, ...args) {
    this.#note(`-> ${event}`, args[0]);
    this.socket.emit(event, ...args);
  }

  /** Sends an im without asking for an ack. */
  send(to, text, extra = {}) {
    this.emit('im', { from: this.user, to, text, forwarded: false, ...extra });
  }

  /** Sends an event and returns the server's acknowledgement. */
  ask(event, payload) {
    return within(patience, new Promise(resolve => this.emit(event, payload, resolve)), `${this.label}: the ack of ${event} ${shorten(payload, 100)}`);
  }

  /** Sends an im and returns its ack: {id, delivered, servers} or {error}. */
  sendWithAck(to, text, extra = {}) {
    return this.ask('im', { from: this.user, to, text, forwarded: false, ...extra });
  }

  /** Joins a room, or says why not: {room, members} or {error}. */
  join = room => this.ask('join', { room });

  /** Sends an im to a room and returns its ack: {id, delivered, servers} or {error}. */
  say = (room, text, extra = {}) => this.ask('im', { room, text, ...extra });

  /** Asks again until a message reaches so many connections: another server's newest connections are known here a moment later. */
  reaches(to, connections) {
    return until(async () => (await this.sendWithAck(to, 'probe')).delivered === connections, `${connections} connections of ${to}`);
  }

  /** The next event, or the next that matches, in the order of arrival. */
  next(event, match, what = `${this.label} (${this.user}): ${event}`) {
    return this.#mail.get(event).next(match, what);
  }

  message = text => this.next('im', im => im.text === text, `${this.label} (${this.user}): the message ${shorten(text, 60)}`);

  count = text => this.messages.filter(im => im.text === text).length;

  /** Whatever a test is about, no client may ever get one message twice. */
  verify() {
    const ids = this.messages.map(im => im.id).filter(id => id !== undefined);
    assert.equal(new Set(ids).size, ids.length, `${this.label} (${this.user}) got a message twice: ${shorten(this.messages)}`);
  }

  story = () => `--- client ${this.label} (${this.user})\n${this.history.slice(-told).join('\n')}`;

  close() {
    this.socket.close();
  }
}
