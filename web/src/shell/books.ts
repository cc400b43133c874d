/**
 * Who said what to whom, and whether it came: once,
     and in order. Fed by the frames' reports, in the order in which they come: a message may be
 * reported as arrived before its sender's frame reports that it was sent. Frames are told apart by key: two of them may be of one name.
 */

const MAX_WAITING = 500;

export interface Line {
  sent: number;
  delivered: number;
  failed: number;
  arrived: number;
  doubled: number;
  outOfOrder: number;
}

interface Message {
  to: string;
  sender: { key: number; number: number } | null; // how many of that frame's to that name it is; null while only its arrival is known
  arrivals: Map<number, number>; // by frame
  hasFailed: boolean; // said to be refused, or to have found nobody
  promised: number; // of a room: the others' connections that it reached, as the sender was told
}

/** How a room fares. `promised`: copies that the servers said they delivered to others than the sender. */
export interface RoomLine {
  sent: number;
  promised: number;
  arrived: number;
  missing: number;
  failed: number;
  doubled: number;
}

const none = (): Line => ({ sent: 0, delivered: 0, failed: 0, arrived: 0, doubled: 0, outOfOrder: 0 });
const toRoom = (room: string): string => `\0${room}`; // no user's name has a control character
const oneMore = <Key>(counts: Map<Key, number>, key: Key): number => {
  const count = (counts.get(key) ?? 0) + 1;
  counts.set(key, count);
  return count;
};

export class Books {
  readonly #before: ReadonlySet<string>;
  #lines = new Map<number, Line>();
  #messages = new Map<string, Message>();
  #numbers = new Map<string, number>();
  #last = new Map<string, number>();
  // by sender's name and receiving frame: what arrived before its sending was reported, and after that
  #waiting = new Map<string, Message[]>();

  /** @param before Messages of earlier books, which concern these no more. */
  constructor(before: ReadonlySet<string> = new Set()) {
    this.#before = before;
  }

  /** All that is known, and was before. */
  get ids(): Set<string> {
    return new Set([...this.#before, ...this.#messages.keys()]);
  }

  /** One line for each frame; `sent`, `delivered` and `failed` as the sender, the others as the recipient. */
  lineOf = (key: number): Line => this.#lines.get(key) ?? none();

  /** Said to be delivered, or not refused yet, and in no frame: of what this name is to get. */
  missing(name: string): number {
    let count = 0;
    for (const { to, arrivals, sender, hasFailed } of this.#messages.values()) if (to === name && arrivals.size === 0 && sender !== null
        && !hasFailed) count++;
    return count;
  }

  /** Of all that was said in a room: exact where all who are in it are frames. */
  roomLine(room: string): RoomLine {
    const line: RoomLine = { sent: 0, promised: 0, arrived: 0, missing: 0, failed: 0, doubled: 0 };
    for (const { to, arrivals, sender, hasFailed, promised } of this.#messages.values()) {
      if (to !== toRoom(room)) continue;
      if (sender !== null) line.sent++;
      if (hasFailed) line.failed++;
      line.promised += promised;
      line.arrived += arrivals.size;
      line.missing += Math.max(0, promised - arrivals.size);
      for (const times of arrivals.values()) line.doubled += times - 1;
    }
    return line;
  }

  said(id: string, key: number, from: string, room: string): void {
    this.sent(id, key, from, toRoom(room));
  }

  /** @param as Whose frame it came to: all connections of the sender's user get it too, and those count for nothing. */
  heard(id: string, key: number, as: string, from: string, room: string): void {
    if (as !== from) this.#arrive(id, key, from, toRoom(room));
  }

  sent(id: string, key: number, from: string, to: string): void {
    if (this.#before.has(id)) return;
    const message = this.#messageOf(id, to);
    message.sender = { key, number: oneMore(this.#numbers, `${key}\n${to}`) };
    this.#count(key, 'sent');
    for (const frame of message.arrivals.keys()) this.#checkOrder(from, frame);
  }

  /** @param connections How many it reached: nobody of a user is a failure, nobody else in a room is none. */
  delivered(id: string, connections = 1): void {
    const message = this.#messages.get(id);
    if (!message?.sender) return;
    const isForRoom = message.to.startsWith('\0');
    if (connections === 0 && !isForRoom) return this.failed(id);
    if (isForRoom) message.promised = connections;
    this.#count(message.sender.key, 'delivered');
    message.hasFailed = false; // tried again
  }

  /** Refused, or nobody was there: it is not missing then. */
  failed(id: string): void {
    const message = this.#messages.get(id);
    if (!message?.sender) return;
    this.#count(message.sender.key, 'failed');
    message.hasFailed = true;
  }

  /** @param as Whose frame it came to: the sender's own get copies too, and those are no arrivals. */
  arrived(id: string, key: number, as: string, from: string, to: string): void {
    if (as === to) this.#arrive(id, key, from, to);
  }

  #arrive(id: string, key: number, from: string, to: string): void {
    if (this.#before.has(id)) return;
    const message = this.#messageOf(id, to);
    if (oneMore(message.arrivals, key) > 1) return this.#count(key, 'doubled');
    this.#count(key, 'arrived');
    const way = `${key}\n${from}`;
    const waiting = this.#waiting.get(way) ?? [];
    this.#waiting.set(way, waiting);
    // from none of the frames, or from one that is gone: nobody will report it as sent
    if (waiting.push(message) > MAX_WAITING) waiting.shift();
    this.#checkOrder(from, key);
  }

  #messageOf(id: string, to: string): Message {
    const message = this.#messages.get(id) ?? { to, sender: null, arrivals: new Map(), hasFailed: false, promised: 0 };
    this.#messages.set(id, message);
    return message;
  }

  #checkOrder(from: string, frame: number): void {
    const waiting = this.#waiting.get(`${frame}\n${from}`) ?? [];
    while (waiting[0]?.sender) {
      const { to, sender } = waiting.shift()!;
      const { key, number } = sender!;
      const way = `${key} ${frame}\n${to}`;
      if (number < (this.#last.get(way) ?? 0)) this.#count(frame, 'outOfOrder');
      else this.#last.set(way, number);
    }
  }

  #count(key: number, what: keyof Line): void {
    const line = this.lineOf(key);
    this.#lines.set(key, line);
    line[what]++;
  }
}
