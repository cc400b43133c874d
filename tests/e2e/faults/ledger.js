// What was sent, acknowledged and received, and what must not be: pure bookkeeping, without sockets.

// ms: what was acknowledged so long ago no server holds any more. A session's window, and what its server may stand still.
const held = 35_000;

export class DeliveryLedger {
  messages = new Map(); // id -> {id, from, to, number, sentAt, times, ack}
  arrivals = new Map(); // user -> Map(id -> how often)
  stays = new Map(); // user -> [{server, since, until}]: where it was connected
  kills = []; // {server, at}
  cuts = []; // {a, b, since, until}: two servers that did not hear each other, in one direction at least
  moves = []; // {server, at}: orderly stops, which give sessions that nobody has asked for to servers unknown
  doubled = [];
  forgotten = []; // came again: the server that had the recipient's session was killed in between, and knew what that had had
  disordered = [];
  apart = []; // came after later ones: a partition stood between the recipient and its session
  #numbers = new Map(); // "from to" -> the last number given
  #seen = new Map(); // "from connection to" -> the last number that arrived

  sent(id, from, to, at) {
    const pair = `${from} ${to}`;
    const number = (this.#numbers.get(pair) ?? 0) + 1;
    this.#numbers.set(pair, number);
    const message = { id, from, to, number, connection: this.stays.get(from)?.length ?? 0, sentAt: at, times: 1, ack: undefined };
    this.messages.set(id, message);
    return message;
  }

  resent(id) {
    this.messages.get(id).times++;
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
      const withItsMemory = this.kills.some(kill => kill.at >= message.arrivedAt && kill.at <= at && this.#placeAt(user, kill.at)?.server === kill.server);
      (withItsMemory ? this.forgotten : this.doubled).push({ ...message, at });
    }
  }

  // Order is that of one connection: what a server that stood still had not read of one comes after what its client sent on the next. And what
  // is sent again comes when it comes.
  #checkOrder(message, at) {
    if (message.times > 1) return;
    const pair = `${message.from} ${message.connection} ${message.to}`;
    const last = this.#seen.get(pair) ?? 0;
    if (message.number < last) (this.#isApart(message, at) ? this.apart : this.disordered).push({ ...message, after: last, at });
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
   * What an acknowledgement does not promise: the server that had the recipient's session was killed with the message in its memory, after
   * it was sent and before the recipient was anywhere again.
   */
  excuse(message) {
    const stays = this.stays.get(message.to) ?? [];
    return this.#isApart(message, message.ack.at) || this.kills.some(kill => kill.at >= message.sentAt && kill.at <= message.ack.at + held && this.#held(stays, kill, message));
  }

  /**
   * What is not promised either: the recipient came to a server that was cut off from the one that had its session, or, when that had stopped in
   * order and given it away, from any other. Both sides go on; they are merged when they hear each other again, if the session still waits.
   */
  #isApart(message, at) {
    const stays = this.stays.get(message.to) ?? [];
    return stays.some((stay, index) => {
      const before = stays[index - 1];
      if (!before || stay.since < message.sentAt - held || stay.since > at + held || before.until > message.sentAt + held) return false;
      const wasStopped = this.moves.some(move => move.server === before.server && move.at <= before.until + 500 && move.at >= before.since);
      return this.cuts.some(({ a, b, since, until }) => {
        const other = a === stay.server ? b : b === stay.server ? a : undefined;
        const isBetween = other !== undefined && (other === before.server || wasStopped);
        return isBetween && since <= stay.since + 500 && until >= before.until && message.sentAt >= before.until - 1000 && message.sentAt <= until + 3000;
      });
    });
  }

  #placeAt = (user, at) => (this.stays.get(user) ?? []).findLast(stay => stay.since <= at);

  #held(stays, kill, message) {
    const index = stays.findLastIndex(stay => stay.since <= kill.at);
    if (index < 0) return false;
    const stay = stays[index];
    const next = stays[index + 1]?.since ?? Infinity;
    // It must have been the recipient's place between the message's sending and the recipient's next connection.
    if (next <= message.sentAt || kill.at > next) return false;
    const wasStopped = this.moves.some(move => move.server === stay.server && move.at <= kill.at && move.at >= stay.since);
    return stay.server === kill.server || wasStopped;
  }

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
      resent: all.filter(({ times }) => times > 1).length,
      arrivals: [...this.arrivals.values()].reduce((sum, had) => sum + had.size, 0),
      excused,
      apart: this.apart.length,
      forgotten: this.forgotten.length,
      lost: missing.length - excused,
      doubled: this.doubled.length,
      disordered: this.disordered.length,
    };
  }
}
