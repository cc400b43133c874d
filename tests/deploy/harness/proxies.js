// Debian's nginx and HAProxy in front of servers, by the configurations of deploy/: only addresses and paths are this machine's.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repository } from '../../e2e/harness/paths.js';
import { freePort } from '../../e2e/harness/ports.js';
import { Launched } from '../../e2e/harness/processes.js';
import { until } from '../../e2e/harness/wait.js';
import { certificate } from './certificate.js';

const isRoot = process.getuid?.() === 0;

/** The file of deploy/ with each text replaced, which must be there as often as there are texts for it. */
function configuration(file, replacements) {
  let text = readFileSync(join(repository, 'deploy', file), 'utf8');
  for (const [old, ...texts] of replacements) {
    const parts = text.split(old);
    if (parts.length !== texts.length + 1) throw new Error(`deploy/${file} has "${old}" ${parts.length - 1} times, not ${texts.length}`);
    text = parts.map((part, n) => part + (texts[n] ?? '')).join('');
  }
  return text;
}

const addresses = servers => servers.map(({ ip, port }, n) => [`10.0.0.${11 + n}:3001`, `${ip}:${port}`]);

class Proxy {
  /** @param {{program: string, args: string[], log: () => string}} how log: the lines of requests so far */
  static async start(s, { directory, ports: [plain, secure], program, args, log }) {
    const proxy = new Proxy();
    Object.assign(proxy, { plainUrl: `http://localhost:${plain}`, url: `https://localhost:${secure}`, log });
    proxy.process = new Launched(program, args, { cwd: directory });
    s.onEnd(async () => {
      await proxy.process.stop('SIGTERM').catch(() => proxy.process.stop('SIGKILL'));
      rmSync(directory, { recursive: true, force: true });
    });
    s.tellOnFailure(() => `--- ${program}\n${proxy.process.lines.slice(-40).join('\n')}\n${proxy.requests.slice(-40).join('\n')}`);
    await until(() => proxy.process.end || accepts(secure), `${program} to answer`);
    if (proxy.process.end) throw new Error(`${program} ended: ${proxy.process.lines.join('\n')}`);
    return proxy;
  }

  get requests() {
    return this.log().split('\n').filter(line => line.length > 0);
  }
}

function accepts(port) {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: 'localhost', port }, () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', reject);
  });
}

export async function startNginx(s, servers) {
  const directory = mkdtempSync(join(tmpdir(), 'gossamer-nginx-'));
  const [plain, secure] = [await freePort(), await freePort()];
  const log = join(directory, 'requests.log');
  return runNginx(s, directory, log, [plain, secure], configuration('nginx/gossamer.conf', [
    ...addresses(servers),
    ['listen 80;', `listen 127.0.0.1:${plain};`],
    ['listen 443 ssl;', `listen 127.0.0.1:${secure} ssl;`],
    ['/etc/nginx/tls/gossamer.crt', certificate.file],
    ['/etc/nginx/tls/gossamer.key', certificate.key],
    ['/var/log/nginx/gossamer.log', log],
  ]));
}

/** That of deploy/compose, without TLS. */
export async function startComposedNginx(s, servers) {
  const directory = mkdtempSync(join(tmpdir(), 'gossamer-nginx-'));
  const port = await freePort();
  const log = join(directory, 'requests.log');
  const proxy = await runNginx(s, directory, log, [port, port], configuration('compose/nginx.conf', [
    ...servers.map(({ ip, port: own }, n) => [`172.28.0.${11 + n}:3001`, `${ip}:${own}`]),
    ['listen 8080;', `listen 127.0.0.1:${port};`],
    ['/dev/stdout', log],
  ]));
  return Object.assign(proxy, { url: `http://localhost:${port}` });
}

function runNginx(s, directory, log, ports, site) {
  writeFileSync(join(directory, 'gossamer.conf'), site);
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(name => `${name}_temp_path ${directory}/${name};`).join(' ');
  writeFileSync(join(directory, 'nginx.conf'), `daemon off; pid ${directory}/pid; error_log ${directory}/error.log; worker_processes 2;
    events { worker_connections 4000; }
    http { ${temporary} include ${directory}/gossamer.conf; }`);
  return Proxy.start(s, {
    directory, ports, program: 'nginx', args: ['-e', `${directory}/error.log`, '-c', `${directory}/nginx.conf`],
    log: () => existsSync(log) ? readFileSync(log, 'utf8') : '',
  });
}

export async function startHAProxy(s, servers) {
  const directory = mkdtempSync(join(tmpdir(), 'gossamer-haproxy-'));
  const [plain, secure] = [await freePort(), await freePort()];
  const file = join(directory, 'haproxy.cfg');
  writeFileSync(join(directory, 'gossamer.pem'), readFileSync(certificate.file, 'utf8') + readFileSync(certificate.key, 'utf8'));
  writeFileSync(file, configuration('haproxy/haproxy.cfg', [
    ...addresses(servers),
    ['bind :80\n', `bind 127.0.0.1:${plain}\n`],
    ['bind :443 ', `bind 127.0.0.1:${secure} `],
    ['/etc/haproxy/tls/gossamer.pem', join(directory, 'gossamer.pem')],
    ['/run/haproxy/admin.sock', join(directory, 'admin.sock')],
    ['log /dev/log local0', 'log stdout format raw local0'],
    ['  user haproxy\n  group haproxy\n', isRoot ? '  user haproxy\n  group haproxy\n' : ''],
    ['maxconn 100000', 'maxconn 4000'],
  ]));
  execFileSync('haproxy', ['-c', '-f', file], { stdio: ['ignore', 'ignore', 'inherit'] });
  const proxy = await Proxy.start(s, {
    directory, ports: [plain, secure], program: 'haproxy', args: ['-db', '-f', file],
    log: () => proxy?.process.lines.filter(line => line.includes(' gossamer/')).join('\n') ?? '',
  });
  return proxy;
}
