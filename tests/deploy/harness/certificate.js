// A certificate for localhost and the authority that signed it, made anew for each run. Node's clients trust the authority because run.js
// names it in NODE_EXTRA_CA_CERTS, as they would one of the world's: the checks of certificates stay on.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const variable = 'GOSSAMER_TEST_CERTIFICATES';
/** What makeCertificate leaves in a folder. */
export const certificateFiles = directory => ({
  authority: join(directory, 'authority.crt'), file: join(directory, 'localhost.crt'), key: join(directory, 'localhost.key'),
});

/** Makes them in the folder. @returns the environment of whoever is to use them */
export function makeCertificate(directory) {
  const { authority, file, key } = certificateFiles(directory);
  const openssl = (...args) => execFileSync('openssl', args, { cwd: directory, stdio: ['ignore', 'ignore', 'pipe'] });
  const fresh = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  openssl('req', '-x509', ...fresh, '-days', '2', '-subj', '/CN=Tests', '-keyout', 'authority.key', '-out', authority);
  openssl('req', ...fresh, '-subj', '/CN=localhost', '-keyout', key, '-out', 'localhost.csr');
  writeFileSync(join(directory, 'names'), 'subjectAltName=DNS:localhost,DNS:chat.example,IP:127.0.0.1\n');
  openssl('x509', '-req', '-in', 'localhost.csr', '-CA', authority, '-CAkey', 'authority.key', '-CAcreateserial', '-days', '2',
    '-extfile', 'names', '-out', file);
  return { [variable]: directory, NODE_EXTRA_CA_CERTS: authority };
}

export const certificate = process.env[variable] ? certificateFiles(process.env[variable]) : undefined;
