// Starts processes and makes sure that none outlives the test run: not on failure, not on Ctrl-C, not even when the run itself
// is killed (on Linux the kernel then ends them, by way of setpriv --pdeathsig).
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { within } from './wait.js';

const running = new Set();
const setpriv = '/usr/bin/setpriv';
const endsWithUs = process.platform === 'linux' && existsSync(setpriv);
const maxLines = 2000;

export class Launched {
  /** @param {{cwd?: string, env?: object, ipc?: boolean, group?: boolean, input?: boolean}} options group: a process group of its own, which signal() reaches whole; input: standard input is a pipe, child.stdin. */
  constructor(command, args, { cwd, env, ipc = false, group = false, input = false } = {}) {
    this.group = group;
    this.lines = [];
    const [file, argv] = endsWithUs ? [setpriv, ['--pdeathsig', 'KILL', command, ...args]] : [command, args];
    const stdio = [input ? 'pipe' : 'ignore', 'pipe', 'pipe', ...(ipc ? ['ipc'] : [])];
    this.child = spawn(file, argv, { cwd, env: { ...process.env, ...env }, stdio, detached: group });
    running.add(this);
    this.stderr = [];
    this.#keep(this.child.stdout, '');
    this.#keep(this.child.stderr, '! ', this.stderr);
    this.exited = new Promise(resolve => {
      this.child.once('error', error => resolve({ code: null, signal: null, error }));
      this.child.once('close', (code, signal) => resolve({ code, signal }));
    }).then(end => {
      running.delete(this);
      this.end = end;
      return end;
    });
  }

  #keep(stream, mark, ...more) {
    createInterface({ input: stream, crlfDelay: Infinity }).on('line', line => {
      this.lines.push(mark + line);
      for (const lines of more) lines.push(line);
      if (this.lines.length > maxLines) this.lines.shift();
    });
  }

  get pid() {
    return this.child.pid;
  }

  signal(name) {
    if (this.end || !this.pid) return;
    try {
      process.kill(this.group ? -this.pid : this.pid, name);
    } catch (error) {
      if (error.code !== 'ESRCH') throw error; // it ended by itself in this very moment
    }
  }

  /** Sends the signal and waits for the end: {code, signal}. */
  async stop(name = 'SIGTERM', limit = 10_000) {
    this.signal(name);
    return within(limit, this.exited, `process ${this.pid} to end after ${name}`);
  }
}

function endAll() {
  for (const launched of running) launched.signal('SIGKILL');
}

process.once('exit', endAll);
for (const [name, code] of [['SIGINT', 130], ['SIGTERM', 143], ['SIGHUP', 129]]) {
  process.once(name, () => {
    endAll();
    process.exit(code);
  });
}
