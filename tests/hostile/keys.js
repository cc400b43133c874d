// Keys of servers, and the tokens that they ask for links with (docs/mesh-protocol.md).
import { createPrivateKey, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** A key pair as `gossamer key new` makes one: the private key's file, and what stands in the configuration. */
export function keyPair() {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return {
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }),
    publicKey: publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
  };
}

/** Each server of a mesh that is not started yet gets a key of its own. Returns the pairs, in the servers' order. */
export async function giveKeys(mesh) {
  const pairs = mesh.servers.map(() => keyPair());
  const config = JSON.parse(await readFile(mesh.config));
  for (const [n, { privateKey, publicKey }] of pairs.entries()) {
    config.servers[n].publicKey = publicKey;
    const file = join(dirname(mesh.config), `${mesh.servers[n].id}.key`);
    await writeFile(file, privateKey, { mode: 0o600 });
    mesh.servers[n].env = { GOSSAMER_SERVER_KEY: file, GOSSAMER_MESH_KEY: '' };
  }

  await writeFile(mesh.config, JSON.stringify(config));
  return pairs;
}

const base64url = value => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token for one request of that server to the other, signed by that key. */
export function token(privateKey, node, target) {
  const now = Math.floor(Date.now() / 1000);
  const head = `${base64url({ alg: 'ES256', typ: 'JWT' })}.${base64url({
    iss: node, aud: `gossamer/${target}`, iat: now, nbf: now, exp: now + 30, jti: randomBytes(16).toString('hex'),
  })}`;
  const key = { key: createPrivateKey(privateKey), dsaEncoding: 'ieee-p1363' };
  return `${head}.${sign('sha256', Buffer.from(head), key).toString('base64url')}`;
}
