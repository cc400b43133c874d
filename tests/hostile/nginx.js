// Debian's nginx in front of a server, with TLS, as most will run it.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:tls';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../e2e/harness/ports.js';
import { Launched } from '../e2e/harness/processes.js';
import { until } from '../e2e/harness/wait.js';

const configuration = ({ directory, port, server }) => `
daemon off;
pid ${directory}/nginx.pid;
error_log ${directory}/error.log;
worker_processes 1;
worker_rlimit_nofile 10000;
events { worker_connections 8000; }
http {
  access_log off;
  client_body_temp_path ${directory}/body;
  proxy_temp_path ${directory}/proxy;
  fastcgi_temp_path ${directory}/fastcgi;
  uwsgi_temp_path ${directory}/uwsgi;
  scgi_temp_path ${directory}/scgi;
  map $http_upgrade $connection_upgrade { default upgrade; '' ''; }
  upstream gossamer { server ${server.ip}:${server.port}; keepalive 64; }
  server {
    listen 127.0.0.1:${port} ssl;
    ssl_certificate ${directory}/certificate.pem;
    ssl_certificate_key ${directory}/key.pem;
    location / {
      proxy_pass http://gossamer;
      proxy_http_version 1.1;
      proxy_set_header Host $http_host;
      proxy_set_header Upgrade $http_upgrade;
      proxy_set_header Connection $connection_upgrade;
      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
      proxy_set_header X-Forwarded-Proto https;
      proxy_read_timeout 60s;
      proxy_buffering off;
    }
  }
}
`;

export async function startNginx(server) {
  const directory = mkdtempSync(join(tmpdir(), 'gossamer-nginx-'));
  execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2',
    '-subj', '/CN=localhost', '-keyout', join(directory, 'key.pem'), '-out', join(directory, 'certificate.pem')], { stdio: 'ignore' });
  const port = await freePort();
  writeFileSync(join(directory, 'nginx.conf'), configuration({ directory, port, server }));
  const process = new Launched('nginx', ['-e', join(directory, 'error.log'), '-c', join(directory, 'nginx.conf')], { cwd: directory });
  const answers = () => new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port, rejectUnauthorized: false }, () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', reject);
  });
  await until(() => process.end || answers(), 'nginx to answer');
  if (process.end) throw new Error(`nginx ended: ${process.stderr.join('\n')}`);
  return {
    url: `https://127.0.0.1:${port}`, host: '127.0.0.1', port,
    async end() {
      await process.stop('SIGQUIT').catch(() => process.stop('SIGKILL'));
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
