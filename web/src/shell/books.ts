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
}

const none = (): Line => ({ sent: 0, delivered: 0, failed: 0, arrived: 0, doubled: 0, outOfOrder: 0 });
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

  sent(id: string, key: number, from: string, to: string): void {
    if (this.#before.has(id)) return;
    const message = this.#messageOf(id, to);
    message.sender = { key, number: oneMore(this.#numbers, `${key}\n${to}`) };
    this.#count(key, 'sent');
    for (const frame of message.arrivals.keys()) this.#checkOrder(from, frame);
  }

  delivered(id: string): void {
    const message = this.#messages.get(id);
    if (!message?.sender) return;
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
    if (as !== to || this.#before.has(id)) return;
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
    const message = this.#messages.get(id) ?? { to, sender: null, arrivals: new Map(), hasFailed: false };
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
