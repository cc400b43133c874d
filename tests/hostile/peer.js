// A server of the mesh by hand: the upgrade, and frames of src/Gossamer.Mesh/Wire/mesh.proto (docs/mesh-protocol.md).
import { randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import { token } from './keys.js';

const require = createRequire(new URL('../e2e/package.json', import.meta.url));
const WebSocket = require('ws');

function varint(value) {
  const bytes = [];
  for (let rest = BigInt(value); ; rest >>= 7n) {
    if (rest < 0x80n) {
      bytes.push(Number(rest));
      return Buffer.from(bytes);
    }
    bytes.push(Number(rest & 0x7fn) | 0x80);
  }
}

/** Fields of protobuf by their numbers. */
export const number = (field, value) => Buffer.concat([varint(field * 8), varint(value)]);
export const fixed64 = (field, value) => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return Buffer.concat([varint(field * 8 + 1), bytes]);
};
export const bytes = (field, value) => {
  const content = Buffer.isBuffer(value) ? value : Buffer.from(value);
  return Buffer.concat([varint(field * 8 + 2), varint(content.length), content]);
};
export const zigzag = (field, value) => number(field, BigInt(value) * 2n);

/** Of a message, the field with that number: bytes or a number; undefined when there is none. */
function read(message, wanted) {
  for (let at = 0; at < message.length;) {
    const varintAt = () => {
      for (let value = 0n, shift = 0n; ; shift += 7n) {
        const byte = message[at++];
        value |= BigInt(byte & 0x7f) << shift;
        if (byte < 0x80) return value;
      }
    };
    const tag = Number(varintAt());
    const [field, kind] = [tag >> 3, tag & 7];
    let value;
    if (kind === 0) value = varintAt();
    else if (kind === 1) [value, at] = [message.readBigUInt64LE(at), at + 8];
    else {
      const length = Number(varintAt());
      [value, at] = [message.subarray(at, at + length), at + length];
    }
    if (field === wanted) return value;
  }
}

/** Listens where the others look for that server, and hears in its hello which life of the other one it is that calls. */
export async function hearLife(port, host) {
  const listener = new WebSocket.Server({ host, port, path: '/mesh' });
  const life = await new Promise(resolve => listener.on('connection', link => link.on('message', data => {
    const hello = read(data, 1);
    if (hello) resolve(read(hello, 4));
  })));
  return { life, end: () => listener.close() };
}

const frame = { heartbeat: 2, forward: 4, snapshot: 6, changes: 7 };

export class Peer {
  isClosed = false;
  #socket;
  #life = BigInt(Date.now()) * 1000n;
  #heard;
  #sequence = 0;
  #version = 0;

  /** Links as that server, with its key. */
  static async link({ target, key, node, peer, heard }) {
    const self = new Peer();
    self.#heard = heard;
    self.#socket = new WebSocket(`ws://${target.host}:${target.port}/mesh`, {
      headers: { authorization: `Bearer ${token(key, node, peer)}` }, localAddress: target.from, perMessageDeflate: false,
    });
    self.#socket.on('error', () => { });
    self.#socket.on('close', code => {
      self.isClosed = true;
      self.code = code;
    });
    await new Promise((resolve, reject) => {
      self.#socket.once('open', resolve);
      self.#socket.once('close', code => reject(new Error(`closed: ${code}`)));
    });
    const hello = Buffer.concat([
      number(1, 2), bytes(2, 'gossamer'), bytes(3, node), fixed64(4, self.#life), bytes(5, peer), number(6, 1), bytes(8, randomBytes(16)),
    ]);
    await self.send(bytes(1, hello), self.#heartbeat());
    return self;
  }

  /** One frame of these parts; done when the kernel has it. */
  send(...parts) {
    return new Promise(resolve => this.#socket.send(Buffer.concat([...parts, number(15, 1)]), resolve));
  }

  beat = () => this.send(this.#heartbeat());

  /** A piece of the list of its users. */
  snapshot(users, isLast, index) {
    return bytes(frame.snapshot, Buffer.concat([
      number(1, this.#version), number(2, index), number(3, isLast ? 1 : 0), ...users.map(user => bytes(4, user)),
      bytes(5, Buffer.alloc(users.length, 1)),
    ]));
  }

  /** Some of its users have so many connections now. */
  changes(users, connections) {
    return bytes(frame.changes, Buffer.concat([
      number(1, this.#version), number(2, ++this.#version), ...users.map(user => bytes(3, user)),
      bytes(4, Buffer.alloc(users.length, connections)),
    ]));
  }

  /** A message, with a frame that need not agree with it. */
  forward({ from, to, id, content }) {
    const sequence = ++this.#sequence;
    return bytes(frame.forward, Buffer.concat([
      number(1, sequence), bytes(2, id), bytes(3, from), bytes(4, to), bytes(5, content), number(9, sequence), zigzag(12, Date.now()),
    ]));
  }

  /** A node message: to the server itself. */
  nodeMessage(channel, content) {
    return bytes(frame.forward, Buffer.concat([number(1, ++this.#sequence), bytes(8, channel), bytes(5, content)]));
  }

  end() {
    this.#socket.terminate();
  }

  // It hears that life of the other, so what it sends counts; it names no link of the other's, so the other sends it nothing.
  #heartbeat = () => bytes(frame.heartbeat, Buffer.concat([fixed64(1, this.#heard), fixed64(5, process.hrtime.bigint() / 1000n)]));
}
