// A DNS server on loopback that answers what a test tells it: A and SRV records (RFC 1035, 2782), NXDOMAIN for all else.
import { createSocket } from 'node:dgram';

const types = { A: 1, SRV: 33 };
const ttl = 5;

export class NameServer {
  #socket;
  #records = new Map(); // by "TYPE name"
  queries = 0;
  isSilent = false;

  static async start() {
    const server = new NameServer();
    server.#socket = createSocket('udp4');
    server.#socket.on('message', (query, from) => server.#answer(query, from));
    await new Promise(resolve => server.#socket.bind(0, '127.0.0.1', resolve));
    return server;
  }

  get address() {
    return `127.0.0.1:${this.#socket.address().port}`;
  }

  /** @param {string[]} addresses such as 127.0.0.2 */
  setAddresses(name, addresses) {
    this.#records.set(`${types.A} ${name}`, addresses.map(address => Buffer.from(address.split('.').map(Number))));
  }

  /** @param {{host: string, port: number}[]} services */
  setServices(name, services) {
    this.#records.set(`${types.SRV} ${name}`, services.map(({ host, port }) => {
      const numbers = Buffer.alloc(6); // priority, weight, port
      numbers.writeUInt16BE(port, 4);
      return Buffer.concat([numbers, labels(host)]);
    }));
  }

  close = () => this.#socket.close();

  #answer(query, { port, address }) {
    this.queries++;
    if (this.isSilent) return;
    const { name, type, end } = question(query);
    const data = this.#records.get(`${type} ${name.toLowerCase()}`);
    const known = [...this.#records.keys()].some(key => key.endsWith(` ${name.toLowerCase()}`));
    const header = Buffer.alloc(12);
    query.copy(header, 0, 0, 2);
    header.writeUInt16BE(0x8180 | (known ? 0 : 3), 2); // an answer; recursion as asked for; NXDOMAIN
    header.writeUInt16BE(1, 4);
    header.writeUInt16BE(data?.length ?? 0, 6);
    const answers = (data ?? []).map(rdata => {
      const fixed = Buffer.alloc(12);
      fixed.writeUInt16BE(0xc00c, 0); // the name of the question
      fixed.writeUInt16BE(type, 2);
      fixed.writeUInt16BE(1, 4);
      fixed.writeUInt32BE(ttl, 6);
      fixed.writeUInt16BE(rdata.length, 10);
      return Buffer.concat([fixed, rdata]);
    });
    this.#socket.send(Buffer.concat([header, query.subarray(12, end), ...answers]), port, address);
  }
}

const labels = name => Buffer.concat([...name.split('.').filter(Boolean).map(label =>
  Buffer.concat([Buffer.from([label.length]), Buffer.from(label)])), Buffer.from([0])]);

function question(query) {
  const parts = [];
  let at = 12;
  for (; query[at] > 0; at += query[at] + 1) parts.push(query.toString('ascii', at + 1, at + 1 + query[at]));
  return { name: parts.join('.'), type: query.readUInt16BE(at + 1), end: at + 5 };
}
