// Many polling sessions over a few connections: users that need no descriptor each.
import { Agent, request } from 'node:http';

/** A way to make users at the server from one address. */
export class PollingUsers {
  #target;
  #agent;

  constructor(target, sockets = 8) {
    this.#target = target;
    this.#agent = new Agent({ keepAlive: true, maxSockets: sockets, localAddress: target.from });
  }

  /** A session that is connected and identified; null when it was refused. */
  async make(user, presence = 'none') {
    const open = await this.#send('GET', '').catch(() => null);
    const sid = /"sid":"([^"]+)"/.exec(open?.body)?.[1];
    if (!sid) return null;
    const identify = JSON.stringify(['identify', { user, presence }]);
    const posted = await this.#send('POST', `&sid=${sid}`, `40\x1e42${identify}`).catch(() => null);
    return posted?.status === 200 ? sid : null;
  }

  end() {
    this.#agent.destroy();
  }

  #send(method, query, body) {
    const { host, port } = this.#target;
    return new Promise((resolve, reject) => {
      const headers = body === undefined ? {} : { 'content-type': 'text/plain;charset=UTF-8', 'content-length': Buffer.byteLength(body) };
      const outgoing = request({ host, port, method, headers, agent: this.#agent, path: `/socket.io/?EIO=4&transport=polling${query}` }, answer => {
        let text = '';
        answer.setEncoding('utf8');
        answer.on('data', part => { text += part; });
        answer.on('end', () => resolve({ status: answer.statusCode, body: text }));
        answer.on('error', reject);
      });
      outgoing.on('error', reject);
      outgoing.end(body);
    });
  }
}
