// The protocol by hand: Engine.IO 3 and 4 over plain HTTP requests and bare WebSockets.
import assert from 'node:assert/strict';
import { Mailbox, patience, within } from '../../e2e/harness/wait.js';
import { WebSocket } from './clients.js';

const separator = '\x1e';

/** The code of a WebSocket that ended without a close frame. */
export const cutOff = 1006;

export class Engine {
  /** @param {() => {url: string, ws: string}} server */
  constructor(server, path, revision) {
    this.server = server;
    this.path = path;
    this.revision = revision;
  }

  /** eio null: without a revision. */
  address(query, { ws = false, eio = this.revision } = {}) {
    const server = this.server();
    return `${ws ? server.ws : server.url}${this.path}?${eio === null ? '' : `EIO=${eio}&`}${query}`;
  }

  /** One payload of these packets, in the text form. */
  encode = (...packets) => (this.revision === 4 ? packets.join(separator) : packets.map(packet => `${packet.length}:${packet}`).join(''));

  /** The packets of such a payload. */
  decode(text) {
    if (this.revision === 4) return text.split(separator);
    const packets = [];
    for (let at = 0; at < text.length;) {
      const start = text.indexOf(':', at) + 1;
      at = start + Number(text.slice(at, start - 1));
      assert.ok(start > 0 && at <= text.length, text);
      packets.push(text.slice(start, at));
    }
    return packets;
  }

  // Each on a connection of its own: that of a session which has ended is cut off, perhaps just as it is used for the next request.
  http = (query, options) => within(
    patience, fetch(this.address(query), { ...options, headers: { connection: 'close', ...options?.headers } }), `${options?.method ?? 'GET'} ${query}`,
  );

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

  /** Polls until there is something that is no message: ping, pong, noop, close. */
  async receiveControl(sid) {
    for (;;) {
      const packets = this.decode(await this.receive(sid)).filter(packet => packet[0] !== '4');
      if (packets.length > 0) return packets;
    }
  }

  async isGone(sid) {
    assert.equal((await this.poll(sid)).status, 400);
  }

  /** The client has said that it is upgraded; a poll that is faster than its word is told to go away. */
  async isUpgraded(sid) {
    for (;;) {
      const answer = await this.poll(sid);
      if (answer.status === 400) return;
      assert.equal(await answer.text(), this.encode('6'));
    }
  }

  /** A polling session that reads text only: its id. */
  async open(extra = this.revision === 3 ? '&b64=1' : '') {
    const text = await (await this.http(`transport=polling${extra}`)).text();
    return JSON.parse(this.decode(text)[0].slice(1)).sid;
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

  /** A WebSocket that has probed; one that is not patient leaves the answer, "3probe", where it is. */
  async upgrade(sid, patient = true) {
    const line = await this.connect(`transport=websocket&sid=${sid}`);
    line.send('2probe');
    if (patient) assert.equal(await line.next(), '3probe');
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
    this.ended = new Promise(resolve => this.socket.once('close', resolve)); // with the code
  }

  get closed() {
    return within(patience, this.ended, 'the WebSocket to close');
  }

  /** Closed by a decision; one whose heartbeat fails is cut off. */
  async closedByFrame() {
    assert.notEqual(await this.closed, cutOff, 'closed with a frame');
  }

  send(data) {
    this.socket.send(data);
  }

  next = () => this.#mail.next(() => true, 'a message');

  /** The next ping or pong. */
  nextControl = () => this.#mail.next(packet => packet === '2' || packet === '3', 'a heartbeat');

  /** The next one that is not a ping or a pong. */
  nextMessage = () => this.#mail.next(packet => !['2', '3', '3probe'].includes(packet), 'a message');

  close() {
    this.socket.close();
  }
}
