// Many polling sessions over a few connections: users that need no descriptor each.
import { Agent, request } from 'node:http';

/** A way to make sessions at the server from one address. */
export class PollingUsers {
  #target;
  #agent;
  #headers;

  /** @param headers of each handshake; the server keeps some of them as long as the session */
  constructor(target, { sockets = 8, headers = {} } = {}) {
    this.#target = target;
    this.#agent = new Agent({ keepAlive: true, maxSockets: sockets, localAddress: target.from });
    this.#headers = headers;
  }

  /** A session that has had its handshake and nothing more; null when it was refused. */
  async open() {
    const open = await this.#send('GET', '', undefined, this.#headers).catch(() => null);
    return /"sid":"([^"]+)"/.exec(open?.body)?.[1] ?? null;
  }

  /** Whether the session took what was posted. */
  async post(sid, body) {
    return (await this.#send('POST', `&sid=${sid}`, body).catch(() => null))?.status === 200;
  }

  /** What waits for that session, or the next that comes. */
  async poll(sid) {
    return (await this.#send('GET', `&sid=${sid}`).catch(() => null))?.body ?? '';
  }

  /** A session that is connected and identified; null when it was refused. */
  async make(user, presence = 'none') {
    const sid = await this.open();
    return sid && await this.post(sid, `40\x1e42${JSON.stringify(['identify', { user, presence }])}`) ? sid : null;
  }

  end() {
    this.#agent.destroy();
  }

  #send(method, query, body, headers = {}) {
    const { host, port } = this.#target;
    const all = body === undefined ? headers
      : { ...headers, 'content-type': 'text/plain;charset=UTF-8', 'content-length': Buffer.byteLength(body) };
    const path = `/socket.io/?EIO=4&transport=polling${query}`;
    return new Promise((resolve, reject) => {
      const outgoing = request({ host, port, method, headers: all, agent: this.#agent, path }, answer => {
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
