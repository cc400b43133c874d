// The protocol by hand: Engine.IO 3 and 4 over plain HTTP requests and bare WebSockets.
import assert from 'node:assert/strict';
import { Mailbox, patience, within } from '../../e2e/harness/wait.js';
import { WebSocket } from './clients.js';

const separator = '\x1e';

export class Engine {
  /** @param {() => {url: string, ws: string}} server */
  constructor(server, path, revision) {
    this.server = server;
    this.path = path;
    this.revision = revision;
  }

  address(query, { ws = false, eio = this.revision } = {}) {
    const server = this.server();
    return `${ws ? server.ws : server.url}${this.path}?${eio === undefined ? '' : `EIO=${eio}&`}${query}`;
  }

  /** One payload of these packets, in the text form. */
  encode = (...packets) => (this.revision === 4 ? packets.join(separator) : packets.map(packet => `${packet.length}:${packet}`).join(''));

  http = (query, options) => within(patience, fetch(this.address(query), options), `${options?.method ?? 'GET'} ${query}`);

  poll = (sid, extra = '') => this.http(`transport=polling&sid=${sid}${extra}`);

  post = (sid, ...packets) => this.http(`transport=polling&sid=${sid}`, { method: 'POST', body: this.encode(...packets) });

  async send(sid, ...packets) {
    const answer = await this.post(sid, ...packets);
    assert.equal(answer.status, 200);
    assert.equal(await answer.text(), 'ok');
  }

  async receive(sid) {
    const answer = await this.poll(sid);
    assert.equal(answer.status, 200);
    return answer.text();
  }

  async isGone(sid) {
    assert.equal((await this.poll(sid)).status, 400);
  }

  /** A polling session that reads text only: its id. */
  async open(extra = this.revision === 3 ? '&b64=1' : '') {
    const text = await (await this.http(`transport=polling${extra}`)).text();
    return JSON.parse(text.slice(text.indexOf('{'))).sid;
  }

  /** A WebSocket: of a new session, whose handshake it has had, or by the query given. */
  async connect(query) {
    const line = new Line(this.address(query ?? 'transport=websocket', { ws: true }));
    await line.opened;
    if (query === undefined) line.handshake = JSON.parse((await line.next()).slice(1));
    return line;
  }

  /** A WebSocket that the server refuses. */
  async refused(query, options) {
    const line = new Line(this.address(query, { ws: true, ...options }));
    await line.closed;
    assert.equal(line.wasOpen, false);
  }

  async upgrade(sid) {
    const line = await this.connect(`transport=websocket&sid=${sid}`);
    line.send('2probe');
    assert.equal(await line.next(), '3probe');
    return line;
  }
}

class Line {
  #mail = new Mailbox();
  wasOpen = false;

  constructor(address) {
    this.socket = new WebSocket(address);
    this.socket.binaryType = 'arraybuffer';
    this.socket.on('error', () => {}); // its end is told as well
    this.socket.on('message', (data, isBinary) => this.#mail.push(isBinary ? [...new Uint8Array(data)] : data.toString()));
    this.opened = within(patience, new Promise(resolve => this.socket.once('open', resolve)), 'the WebSocket to open').then(() => { this.wasOpen = true; });
    this.opened.catch(() => {});
    const ended = new Promise(resolve => this.socket.once('close', resolve));
    this.closedSoon = limit => within(limit, ended, 'the WebSocket to close');
    this.ended = ended;
  }

  get closed() {
    return this.closedSoon(patience);
  }

  send(data) {
    this.socket.send(data);
  }

  next = () => this.#mail.next(() => true, 'a message');

  /** The next one that is not a ping. */
  nextBut2 = () => this.#mail.next(message => message !== '2', 'a message that is not a ping');

  close() {
    this.socket.close();
  }
}
