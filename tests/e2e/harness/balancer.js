// A plain HTTP load balancer: each request and each upgrade goes to the next server in turn, whatever session it is of.
import { createServer, request } from 'node:http';

export class Balancer {
  #targets;
  #next = 0;
  #server;
  requests = 0;
  upgrades = 0;
  failures = []; // requests of sessions that were not answered by 200
  perServer = new Map();

  static async start(targets) {
    const balancer = new Balancer();
    balancer.#targets = targets;
    balancer.#server = createServer((incoming, answer) => balancer.#pass(incoming, answer));
    balancer.#server.on('upgrade', (incoming, socket, head) => balancer.#upgrade(incoming, socket, head));
    await new Promise(resolve => balancer.#server.listen(0, '127.0.0.1', resolve));
    return balancer;
  }

  get url() {
    return `http://127.0.0.1:${this.#server.address().port}`;
  }

  end() {
    this.#server.closeAllConnections();
    return new Promise(resolve => this.#server.close(resolve));
  }

  #turn() {
    const target = this.#targets[this.#next++ % this.#targets.length];
    this.perServer.set(target.id, (this.perServer.get(target.id) ?? 0) + 1);
    return target;
  }

  #outgoing(incoming) {
    const { ip, port } = this.#turn();
    return request({ host: ip, port, method: incoming.method, path: incoming.url, headers: incoming.headers });
  }

  #pass(incoming, answer) {
    this.requests++;
    const outgoing = this.#outgoing(incoming);
    outgoing.on('response', response => {
      if (response.statusCode !== 200) this.failures.push(`${response.statusCode} ${incoming.method} ${incoming.url}`);
      answer.writeHead(response.statusCode, response.headers);
      response.pipe(answer);
    });
    outgoing.on('error', () => {
      if (!incoming.socket.destroyed) this.failures.push(`unreachable ${incoming.method} ${incoming.url}`);
      if (!answer.headersSent) answer.writeHead(502);
      answer.end();
    });
    answer.on('close', () => outgoing.destroy());
    incoming.pipe(outgoing);
  }

  #upgrade(incoming, socket, head) {
    this.upgrades++;
    const outgoing = this.#outgoing(incoming);
    outgoing.on('upgrade', (response, far, farHead) => {
      const headers = Object.entries(response.headers).map(([name, value]) => `${name}: ${value}\r\n`).join('');
      socket.write(`HTTP/1.1 101 Switching Protocols\r\n${headers}\r\n`);
      if (farHead.length > 0) socket.write(farHead);
      if (head.length > 0) far.write(head);
      far.pipe(socket).pipe(far);
      for (const [end, other] of [[far, socket], [socket, far]]) {
        end.on('error', () => other.destroy());
        end.on('close', () => other.destroy());
      }
    });
    outgoing.on('response', response => {
      this.failures.push(`${response.statusCode} upgrade ${incoming.url}`);
      socket.end(`HTTP/1.1 ${response.statusCode} Refused\r\n\r\n`);
    });
    outgoing.on('error', () => socket.destroy());
    socket.on('error', () => outgoing.destroy());
    outgoing.end();
  }
}
