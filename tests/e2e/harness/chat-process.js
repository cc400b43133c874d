// `gossamer chat` as a process, its standard input a pipe.
import { serverCommand } from './paths.js';
import { Launched } from './processes.js';
import { until, within } from './wait.js';

export class ChatProcess {
  #launched;

  constructor(s, servers, args, { env } = {}) {
    const [command, ...before] = serverCommand();
    const addresses = servers.flatMap(server => ['--server', server.url]);
    this.#launched = new Launched(command, [...before, 'chat', ...addresses, ...args], { env, input: true });
    s.onEnd(() => this.#launched.stop('SIGKILL'));
    s.tellOnFailure(() => `--- gossamer chat ${args.join(' ')}\n${this.#launched.lines.join('\n')}`);
  }

  /** Runs it with all of its input: {code, out, errors}. */
  static async run(s, servers, args, input = '', options) {
    const chat = new ChatProcess(s, servers, args, options);
    chat.write(input);
    return chat.ended();
  }

  write(text) {
    this.#launched.child.stdin.write(text);
  }

  /** What it printed so far, the fields of each line. */
  get rows() {
    return this.out.map(line => line.split('\t'));
  }

  get out() {
    return this.#launched.lines.filter(line => !line.startsWith('! '));
  }

  get errors() {
    return this.#launched.stderr;
  }

  /** Waits until that many lines are printed. */
  printed = count => until(() => this.out.length >= count, `${count} lines of gossamer chat`, { limit: 60_000 });

  /** Ends its input, and waits for its end. */
  async ended(signal) {
    this.#launched.child.stdin.end();
    if (signal) this.#launched.signal(signal);
    const { code } = await within(60_000, this.#launched.exited, 'gossamer chat to end');
    return { code, out: this.out, errors: this.errors };
  }
}
