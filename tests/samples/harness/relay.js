// A TCP relay before a server: it sees who ends each connection and how, and cuts a WebSocket at a chosen moment of its upgrade.
import net from 'node:net';

const probePong = Buffer.from('3probe');

export class Relay {
  /** How the server ended its connections, by the number of those: "fin", or the code of an error ("ECONNRESET"). */
  ends = {};

  /** What went over each connection that did not end with FIN, one line a chunk: the evidence of who broke it, and when. */
  broken = [];

  /** When the next upgrade is cut: "before 3probe", "after 3probe", "before 5", "after 5". */
  cutAt = undefined;

  /** @param {() => string} target The server's URL, asked for with each connection. */
  constructor(target) {
    this.target = target;
  }

  async start() {
    const listener = net.createServer({ allowHalfOpen: true, noDelay: true }, client => this.#serve(client)).unref();
    await new Promise(resolve => listener.listen(0, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${listener.address().port}`;
  }

  /** Resolves when the WebSocket has been cut. */
  cut(moment) {
    this.cutAt = moment;
    return new Promise(resolve => {
      this.onCut = resolve;
    });
  }

  #serve(client) {
    const server = net.connect({ port: Number(new URL(this.target()).port), host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
    const trace = [];
    this.#pass(client, server, trace, data => (isUpgradePacket(data) ? '5' : undefined));
    this.#pass(server, client, trace, data => (data.includes(probePong) ? '3probe' : undefined));
    client.once('end', () => trace.push('the client ended'));
    client.once('error', error => trace.push(`the client broke it: ${error.code}`));
    server.once('end', () => this.#count('fin'));
    server.once('error', error => {
      this.#count(error.code);
      this.broken.push([...trace, error.code].join('\n'));
    });
  }

  #pass(from, to, trace, nameOf) {
    from.on('data', data => {
      trace.push(data.toString('latin1', 0, 300));
      const name = this.cutAt && nameOf(data);
      const isNow = name && this.cutAt.endsWith(name);
      if (isNow && this.cutAt.startsWith('before')) return this.#cut(from, to);
      if (!to.destroyed) to.write(data, () => isNow && this.#cut(from, to));
    });
    from.on('end', () => to.end());
    from.on('error', () => to.destroy());
    from.on('close', () => to.end());
  }

  #cut(...sockets) {
    this.cutAt = undefined;
    for (const socket of sockets) socket.destroy();
    this.onCut();
  }

  #count(how) {
    this.ends[how] = (this.ends[how] ?? 0) + 1;
  }
}

/** A text frame of a client, whose one byte is "5" without its mask. */
const isUpgradePacket = data => data.length >= 7 && data[0] === 0x81 && data[1] === 0x81 && (data[2] ^ data[6]) === 0x35;
