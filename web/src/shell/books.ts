/**
 * Who said what to whom, and whether it came: once, and in order. Fed by the frames' reports, in the order in which they come: a message may be
 * reported as arrived before its sender's frame reports that it was sent.
 */

export interface Line {
  sent: number;
  delivered: number;
  failed: number;
  arrived: number;
  doubled: number;
  outOfOrder: number;
}

interface Message {
  from: string;
  to: string;
  number: number | null; // as sent; null while only its arrival is known
  arrivals: number;
  hasFailed: boolean; // said to be refused, or to have found nobody
}

const none = (): Line => ({ sent: 0, delivered: 0, failed: 0, arrived: 0, doubled: 0, outOfOrder: 0 });

export class Books {
  readonly #before: ReadonlySet<string>;
  #lines = new Map<string, Line>();
  #messages = new Map<string, Message>();
  #numbers = new Map<string, number>();
  #last = new Map<string, number>();
  #waiting = new Map<string, string[]>(); // by pair: ids that arrived before their sending was reported

  /** @param before Messages of earlier books, which concern these no more. */
  constructor(before: ReadonlySet<string> = new Set()) {
    this.#before = before;
  }

  /** All that is known, and was before. */
  get ids(): Set<string> {
    return new Set([...this.#before, ...this.#messages.keys()]);
  }

  /** One line for each client; `sent`, `delivered` and `failed` as the sender, the others as the recipient. */
  lineOf = (name: string): Line => this.#lines.get(name) ?? none();

  /** Said to be delivered, or not refused yet, and not there: of what this client is to get. */
  missing(name: string): number {
    let count = 0;
    for (const { to, arrivals, number, hasFailed } of this.#messages.values()) if (to === name && arrivals === 0 && number !== null && !hasFailed) count++;
    return count;
  }

  sent(id: string, from: string, to: string): void {
    const pair = `${from}\n${to}`;
    const number = (this.#numbers.get(pair) ?? 0) + 1;
    this.#numbers.set(pair, number);
    this.#count(from, 'sent');
    const known = this.#messages.get(id);
    if (known === undefined) return void this.#messages.set(id, { from, to, number, arrivals: 0, hasFailed: false });
    known.number = number;
    this.#checkOrder(pair);
  }

  delivered(id: string): void {
    const message = this.#messages.get(id);
    if (message !== undefined) this.#count(message.from, 'delivered');
  }

  /** Refused, or nobody was there: it is not missing then. */
  failed(id: string): void {
    const message = this.#messages.get(id);
    if (message === undefined) return;
    this.#count(message.from, 'failed');
    message.hasFailed = true;
  }

  /** The sender's own windows get copies too: those are no arrivals. */
  arrived(at: string, id: string, from: string, to: string): void {
    if (at !== to || from === to || this.#before.has(id)) return;
    const message = this.#messages.get(id) ?? { from, to, number: null, arrivals: 0, hasFailed: false };
    this.#messages.set(id, message);
    message.arrivals++;
    if (message.arrivals > 1) return this.#count(to, 'doubled');
    this.#count(to, 'arrived');
    const pair = `${from}\n${to}`;
    const waiting = this.#waiting.get(pair) ?? [];
    this.#waiting.set(pair, waiting);
    waiting.push(id);
    this.#checkOrder(pair);
  }

  #checkOrder(pair: string): void {
    const waiting = this.#waiting.get(pair) ?? [];
    while (waiting.length > 0) {
      const message = this.#messages.get(waiting[0]!)!;
      if (message.number === null) return;
      waiting.shift();
      const last = this.#last.get(pair) ?? 0;
      if (message.number < last) this.#count(message.to, 'outOfOrder');
      else this.#last.set(pair, message.number);
    }
  }

  #count(name: string, what: keyof Line): void {
    const line = this.#lines.get(name) ?? none();
    this.#lines.set(name, line);
    line[what]++;
  }
}
