import type { ConnectionOptions } from '../../src/chat/connection/connection';

type Opener = NonNullable<ConnectionOptions['open']>;
type Answer = (...values: unknown[]) => void;

/** As much of a Socket.IO client as a connection uses, played by the test. */
export class FakeSocket {
  connected = false;
  readonly io = { uri: '', _close: () => this.plays('disconnect', 'forced close') };
  active = true;
  readonly emitted: [event: string, payload: unknown][] = [];
  readonly connect: () => void;
  answer: Answer | undefined;
  #answers = new Map<string, Answer>();
  #listeners = new Map<string, (payload?: unknown) => void>();

  constructor(onConnect: () => void = () => {}) {
    this.connect = onConnect;
  }

  readonly open: Opener = () => this as unknown as ReturnType<Opener>;

  on(event: string, listener: (payload?: unknown) => void): void {
    this.#listeners.set(event, listener);
  }

  off(): void {
    this.#listeners.clear();
  }

  hasListeners(event: string): boolean {
    return this.#listeners.has(event);
  }

  timeout(): this {
    return this;
  }

  emit(event: string, payload: unknown, answer?: Answer): void {
    this.emitted.push([event, payload]);
    this.answer = answer;
    if (answer !== undefined) this.#answers.set(event, answer);
  }

  emitWithAck(event: string, payload: unknown): Promise<unknown> {
    return new Promise((resolve, reject) => this.emit(event, payload, (error, answer) => (error === null ? resolve(answer) : reject(error))));
  }

  /** The server answers the last event of that name. */
  answers(event: string, ...values: unknown[]): void {
    this.#answers.get(event)?.(...values);
  }

  disconnect(): void {
    this.connected = false;
    this.active = false;
  }

  /** The server, or the network, does something. */
  plays(event: string, payload?: unknown): void {
    if (event === 'connect') this.connected = true;
    if (event === 'disconnect') this.connected = false;
    this.#listeners.get(event)?.(payload);
  }
}
