// What was sent, acknowledged and received, and what must not be: pure bookkeeping, without sockets.

// ms: for so long after it was accepted servers keep a message for who comes back (docs/mesh-protocol.md section 11).
const kept = 45_000;

export class DeliveryLedger {
  copies = 1; // on how many servers a message is at least before it is acknowledged
  messages = new Map(); // id -> {id, from, to, number, sendings: [{server, at}], ack}
  arrivals = new Map(); // user -> Map(id -> how often)
  stays = new Map(); // user -> [{server, since, until}]: where it was connected
  kills = []; // {server, at}
  cuts = []; // {a, b, since, until}: two servers that did not hear each other, in one direction at least
  moves = []; // {server, at}: orderly stops
  told = []; // {user, at}: clients that were told that they may have missed something
  doubled = [];
  forgotten = []; // came again: the servers that knew of the first time were killed in between
  disordered = [];
  #numbers = new Map(); // "from to" -> the last number given
  #seen = new Map(); // "from connection to" -> the last number that arrived

  sent(id, from, to, at) {
    const pair = `${from} ${to}`;
    const number = (this.#numbers.get(pair) ?? 0) + 1;
    this.#numbers.set(pair, number);
    const message = {
      id, from, to, number, connection: this.stays.get(from)?.length ?? 0, sendings: [{ server: this.#placeAt(from, at)?.server, at }], ack: undefined,
    };
    this.messages.set(id, message);
    return message;
  }

  resent(id, at) {
    const { from, sendings } = this.messages.get(id);
    sendings.push({ server: this.#placeAt(from, at)?.server, at });
  }

  toldIncomplete(user, at) {
    this.told.push({ user, at });
  }

  acked(id, ack, at) {
    const message = this.messages.get(id);
    message.ack ??= { delivered: ack.delivered ?? 0, error: ack.error?.code, at };
  }

  arrived(user, id, at) {
    const had = this.arrivals.get(user) ?? new Map();
    this.arrivals.set(user, had);
    had.set(id, (had.get(id) ?? 0) + 1);
    const message = this.messages.get(id);
    if (!message || message.to !== user) return;
    if (had.get(id) === 1) {
      message.arrivedAt = at;
      this.#checkOrder(message, at);
    } else {
      // by which sending it came first nobody can tell
      const isForgotten = message.sendings.length > 1
        && message.sendings.some(sending => sending.at <= message.arrivedAt
          && this.#areKilled(this.#places(message, sending, message.arrivedAt), sending.at, at));
      (isForgotten ? this.forgotten : this.doubled).push({ ...message, at });
    }
  }

  // Order is that of one connection: what a server that stood still had not read of one comes after what its client sent on the next. And what
  // is sent again comes when it comes.
  #checkOrder(message, at) {
    if (message.sendings.length > 1) return;
    const pair = `${message.from} ${message.connection} ${message.to}`;
    const last = this.#seen.get(pair) ?? 0;
    if (message.number < last) this.disordered.push({ ...message, after: last, at });
    else this.#seen.set(pair, message.number);
  }

  connected(user, server, at) {
    const stays = this.stays.get(user) ?? [];
    this.stays.set(user, stays);
    this.disconnected(user, at);
    stays.push({ server, since: at, until: Infinity });
  }

  disconnected(user, at) {
    const last = this.stays.get(user)?.at(-1);
    if (last?.until === Infinity) last.until = at;
  }

  /** Acknowledged as delivered, and never arrived. */
  missing() {
    return [...this.messages.values()].filter(message =>
      message.ack && !message.ack.error && message.ack.delivered > 0 && !this.arrivals.get(message.to)?.has(message.id));
  }

  lost = () => this.missing().filter(message => !this.excuse(message));

  /**
   * What an acknowledgement does not promise: each server that had the message was killed while it was kept: the sender's, and those where the recipient
   * was. When both were at one server that is one death, unless messages are copied (--copies 2).
   */
  excuse(message) {
    const [sending] = message.sendings;
    const places = this.#places(message, sending, message.ack.at);
    return places.size >= this.copies && this.#areKilled(places, sending.at, message.ack.at + kept);
  }

  // Every server that had it by then: the sender's, and those where the recipient was.
  #places = (message, sending, hadAt) => new Set([sending.server, ...this.#holders(message, sending, hadAt)]);

  #areKilled = (servers, since, until) => [...servers].every(server => this.#isKilled(server, since, until));

  #isKilled = (server, since, until) => this.kills.some(kill => kill.server === server && kill.at >= since && kill.at <= until);

  #holders = (message, sending, at) =>
    (this.stays.get(message.to) ?? []).filter(stay => stay.since <= at && stay.until >= sending.at - 12_000).map(({ server }) => server);

  #placeAt = (user, at) => (this.stays.get(user) ?? []).findLast(stay => stay.since <= at);

  summary() {
    const all = [...this.messages.values()];
    const refused = {};
    for (const { ack } of all) if (ack?.error) refused[ack.error] = (refused[ack.error] ?? 0) + 1;
    const missing = this.missing();
    const excused = missing.filter(message => this.excuse(message)).length;
    return {
      messages: all.length,
      delivered: all.filter(({ ack }) => ack && !ack.error && ack.delivered > 0).length,
      nobody: all.filter(({ ack }) => ack && !ack.error && ack.delivered === 0).length,
      refused,
      unknown: all.filter(({ ack }) => !ack).length,
      resent: all.filter(({ sendings }) => sendings.length > 1).length,
      arrivals: [...this.arrivals.values()].reduce((sum, had) => sum + had.size, 0),
      excused,
      toldIncomplete: this.told.length,
      forgotten: this.forgotten.length,
      lost: missing.length - excused,
      doubled: this.doubled.length,
      disordered: this.disordered.length,
    };
  }
}
