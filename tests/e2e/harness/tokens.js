// Tokens as a provider issues them, and servers that take them.
import { createHmac, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const secret = randomBytes(32).toString('hex');

/** Where the key is; gone when the process ends. */
export const directory = mkdtempSync(join(tmpdir(), 'gossamer-tokens-'));
process.once('exit', () => rmSync(directory, { recursive: true, force: true }));
writeFileSync(join(directory, 'jwt.key'), `${secret}\n`);

/** Arguments of `gossamer serve`: who clients are is what their tokens say. */
export const byTokens = ['--identity', 'jwt', '--jwt-key-file', join(directory, 'jwt.key')];

const base64url = value => Buffer.from(JSON.stringify(value)).toString('base64url');

/** @param {{life?: number, age?: number}} options in seconds */
export function token(user, { life = 3600, id = randomBytes(8).toString('hex'), key = secret, age = 0 } = {}) {
  const now = Math.floor(Date.now() / 1000) - age;
  const signed = `${base64url({ alg: 'HS256', typ: 'JWT' })}.${base64url({ sub: user, jti: id, iat: now, exp: now + life })}`;
  return `${signed}.${createHmac('sha256', key).update(signed).digest('base64url')}`;
}
