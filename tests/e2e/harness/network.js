// Processes in network namespaces of their own, joined to one bridge, so that what is between them can be cut while clients stay connected.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const run = (...args) => execFileSync('ip', args, { stdio: ['ignore', 'pipe', 'pipe'] }).toString();

const prefix = 'gsm'; // and the process that made it

/** What processes left behind that were killed: on a machine where many were, their addresses would be met again. */
function removeAbandoned() {
  const isAbandoned = name => !existsSync(`/proc/${/\d+/.exec(name)[0]}`);
  const ours = list => list.match(new RegExp(`^${prefix}\\d+\\S*`, 'gm'))?.filter(isAbandoned) ?? [];
  for (const space of ours(run('netns', 'list'))) run('netns', 'del', space); // their ends of the links go with them
  for (const bridge of ours(run('-br', 'link', 'show', 'type', 'bridge'))) run('link', 'del', bridge);
}

function freeSubnet() {
  const taken = run('-br', 'addr');
  for (let n = 1; n <= 250; n++) {
    const subnet = `10.77.${1 + (process.pid + n) % 250}`;
    if (!taken.includes(` ${subnet}.`)) return subnet;
  }
  throw new Error('every subnet of 10.77 is taken');
}

/** Why this machine does not let us make networks; false: it does. */
export function missing() {
  if (process.getuid?.() !== 0) return 'not root';
  try {
    new Network(1).remove();
    return false;
  } catch (error) {
    return error.message;
  }
}

export class Network {
  #name = `${prefix}${process.pid}`;
  #made = [];
  #blocked = new Map(); // "server address" -> how many faults block it

  /** Makes it for so many servers; throws when this machine does not let us. */
  constructor(count) {
    this.count = count;
    process.once('exit', () => this.remove());
    try {
      removeAbandoned();
      this.subnet = freeSubnet();
      this.#make();
    } catch (error) {
      this.remove();
      throw new Error(`no network namespaces here: ${String(error.stderr ?? error.message).trim()}`);
    }
  }

  /** The address of a server, or of the clients (0). */
  address = server => `${this.subnet}.${server === 0 ? 254 : server}`;

  /** The command that runs another one where that server lives. */
  via = server => ['ip', 'netns', 'exec', this.#namespace(server)];

  /** From now on nothing that server sends reaches that other one, or the clients (0). */
  block(server, other) {
    const key = `${server} ${other}`;
    const blocks = this.#blocked.get(key) ?? 0;
    this.#blocked.set(key, blocks + 1);
    if (blocks === 0) this.#route('add', server, other);
  }

  unblock(server, other) {
    const key = `${server} ${other}`;
    const blocks = this.#blocked.get(key) - 1;
    this.#blocked.set(key, blocks);
    if (blocks === 0) this.#route('del', server, other);
  }

  /** There a connection breaks when for 6 s nothing that was sent on it is confirmed, instead of 15 minutes. */
  giveUpEarly(server) {
    run('netns', 'exec', this.#namespace(server), 'sh', '-c', 'echo 4 > /proc/sys/net/ipv4/tcp_retries2');
  }

  /** Delay and loss for all that a server sends, where the kernel can do it. */
  disturb(server, delay, loss) {
    this.#tc(server, 'add', 'netem', 'delay', `${delay}ms`, `${delay / 4}ms`, 'loss', `${loss}%`);
  }

  calm(server) {
    this.#tc(server, 'del');
  }

  canDisturb() {
    try {
      this.disturb(1, 1, 0);
      this.calm(1);
      return true;
    } catch {
      return false;
    }
  }

  remove() {
    for (const undo of this.#made.reverse()) {
      try {
        run(...undo);
      } catch {
        // it is gone with another part of it
      }
    }
    this.#made = [];
  }

  #namespace = server => `${this.#name}-${server}`;

  #route(what, server, other) {
    run('netns', 'exec', this.#namespace(server), 'ip', 'route', what, 'blackhole', `${this.address(other)}/32`);
  }

  #tc(server, what, ...rest) {
    execFileSync('ip', ['netns', 'exec', this.#namespace(server), 'tc', 'qdisc', what, 'dev', 'eth0', 'root', ...rest], { stdio: 'pipe' });
  }

  #make() {
    this.#do(['link', 'add', this.#name, 'type', 'bridge'], ['link', 'del', this.#name]);
    run('addr', 'add', `${this.address(0)}/24`, 'dev', this.#name);
    run('link', 'set', this.#name, 'up');
    for (let server = 1; server <= this.count; server++) {
      const space = this.#namespace(server);
      const end = `${this.#name}v${server}`;
      this.#do(['netns', 'add', space], ['netns', 'del', space]);
      this.#do(['link', 'add', end, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', space], ['link', 'del', end]);
      run('link', 'set', end, 'master', this.#name, 'up');
      run('-n', space, 'addr', 'add', `${this.address(server)}/24`, 'dev', 'eth0');
      run('-n', space, 'link', 'set', 'eth0', 'up');
      run('-n', space, 'link', 'set', 'lo', 'up');
    }
  }

  #do(make, undo) {
    run(...make);
    this.#made.push(undo);
  }
}
