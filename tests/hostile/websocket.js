// Connections by hand, from an address of the attacker's own: libraries are too well-behaved for what is done here.
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';

const opcodes = { text: 1, binary: 2 };
const patience = 10_000; // ms; then a server does not answer, and the connection is given up

/** One masked frame. A mask of zeros is a mask, and costs the attacker nothing. */
export function frame(payload, kind = 'text') {
  const bytes = Buffer.from(payload);
  const head = Buffer.alloc(bytes.length < 126 ? 6 : bytes.length < 65_536 ? 8 : 14);
  head[0] = 0x80 | opcodes[kind];
  if (bytes.length < 126) head[1] = 0x80 | bytes.length;
  else if (bytes.length < 65_536) {
    head[1] = 0x80 | 126;
    head.writeUInt16BE(bytes.length, 2);
  } else {
    head[1] = 0x80 | 127;
    head.writeBigUInt64BE(BigInt(bytes.length), 2);
  }
  return Buffer.concat([head, bytes]);
}

export class RawSocket {
  heard = '';
  isClosed = false;
  #waiting = [];

  /** A TCP connection to the server from that address. */
  static tcp({ host, port, from, tls }) {
    return new Promise((resolve, reject) => {
      const raw = new RawSocket();
      raw.tcp = tls ? connectTls({ host, port, localAddress: from, rejectUnauthorized: false }) : connect({ host, port, localAddress: from });
      raw.tcp.on('error', () => { });
      raw.tcp.on('data', data => raw.#hear(data));
      raw.tcp.once('close', () => {
        raw.isClosed = true;
        reject(new Error('closed'));
        for (const waiter of raw.#waiting.splice(0)) waiter.reject(new Error('closed'));
      });
      raw.tcp.once(tls ? 'secureConnect' : 'connect', () => resolve(raw));
    });
  }

  /** A WebSocket at that path. */
  static async upgraded(target, path) {
    const raw = await RawSocket.tcp(target);
    raw.tcp.write([
      `GET ${path} HTTP/1.1`, `Host: ${target.host}:${target.port}`, 'Connection: Upgrade', 'Upgrade: websocket',
      'Sec-WebSocket-Version: 13', `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`, '', ''].join('\r\n'));
    await raw.until(/HTTP\/1\.1 101/);
    return raw;
  }

  /** A WebSocket with the Engine.IO handshake read. */
  static async open(target) {
    const raw = await RawSocket.upgraded(target, '/socket.io/?EIO=4&transport=websocket');
    await raw.until(/0\{"sid"/);
    return raw;
  }

  /** Connected to the namespace and identified. */
  static async identified(target, identify) {
    const raw = await RawSocket.open(target);
    raw.tcp.write(frame('40'));
    await raw.until(/40\{"sid"/);
    raw.tcp.write(frame(`420${JSON.stringify(['identify', identify])}`));
    await raw.until(/430\[/);
    return raw;
  }

  until(pattern) {
    if (pattern.test(this.heard)) return Promise.resolve();
    if (this.isClosed) return Promise.reject(new Error('closed'));
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.tcp.destroy(), patience);
      const ending = done => value => {
        clearTimeout(timer);
        done(value);
      };
      this.#waiting.push({ pattern, resolve: ending(resolve), reject: ending(reject) });
    });
  }

  /** Reads no more, and leaves what comes to the kernel's buffers. */
  deaf() {
    this.tcp.pause();
  }

  /** Writes until the time is over, as fast as the server reads; gives what to write by number. Returns how many were written. */
  async flood(seconds, next) {
    const end = Date.now() + seconds * 1000;
    let written = 0;
    while (Date.now() < end && !this.isClosed) {
      const parts = [];
      for (let n = 0; n < 64; n++) parts.push(next(written++));
      if (!this.tcp.write(Buffer.concat(parts))) await once(this.tcp, 'drain', { signal: AbortSignal.timeout(250) }).catch(() => {});
      await new Promise(resolve => setImmediate(resolve));
    }

    return written;
  }

  #hear(data) {
    this.heard = (this.heard + data.toString('latin1')).slice(-100_000);
    this.#waiting = this.#waiting.filter(waiter => {
      if (!waiter.pattern.test(this.heard)) return true;
      waiter.resolve();
      return false;
    });
  }
}
