// What `nsc` makes for NATS: an operator, an account and users of it, with their keys (nkeys, Ed25519) and JSON Web Tokens.
import { createHash, generateKeyPairSync, sign } from 'node:crypto';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const kinds = { operator: 14, account: 0, user: 20 }; // so that what is written begins with O, A or U
const seed = 18; // S

function base32(bytes) {
  let [text, value, bits] = ['', 0, 0];
  for (const byte of bytes) {
    value = (value << 8) | byte;
    for (bits += 8; bits >= 5; bits -= 5) text += alphabet[(value >>> (bits - 5)) & 31];
    value &= (1 << bits) - 1;
  }
  return bits > 0 ? text + alphabet[(value << (5 - bits)) & 31] : text;
}

/** CRC-16/XMODEM. */
function crc(bytes) {
  let sum = 0;
  for (const byte of bytes) {
    sum ^= byte << 8;
    for (let bit = 0; bit < 8; bit++) sum = sum & 0x8000 ? ((sum << 1) ^ 0x1021) & 0xffff : (sum << 1) & 0xffff;
  }
  return Buffer.from([sum & 0xff, sum >> 8]);
}

const written = bytes => base32(Buffer.concat([bytes, crc(bytes)]));

class Key {
  constructor(kind) {
    const pair = generateKeyPairSync('ed25519');
    this.kind = kind;
    this.private = pair.privateKey;
    const prefix = kinds[kind] << 3;
    const raw = Buffer.from(pair.privateKey.export({ format: 'jwk' }).d, 'base64url');
    this.id = written(Buffer.concat([Buffer.from([prefix]), Buffer.from(pair.publicKey.export({ format: 'jwk' }).x, 'base64url')]));
    this.seed = written(Buffer.concat([Buffer.from([(seed << 3) | (prefix >> 5), (prefix & 31) << 3]), raw]));
  }

  /** A token by this key for another one. */
  issue(other, nats) {
    const claims = { iat: Math.floor(Date.now() / 1000), iss: this.id, sub: other.id, name: other.kind, nats: { type: other.kind, version: 2, ...nats } };
    claims.jti = base32(createHash('sha256').update(JSON.stringify(claims)).digest());
    const text = [{ typ: 'JWT', alg: 'ed25519-nkey' }, claims].map(part => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
    return `${text}.${sign(null, Buffer.from(text), this.private).toString('base64url')}`;
  }
}

/** An operator with one account: settings are what NATS' configuration says of them, credentials() what a file of a new user has. */
export function operatorWithAccount() {
  const [operator, account] = [new Key('operator'), new Key('account')];
  const limits = { subs: -1, data: -1, payload: -1, imports: -1, exports: -1, wildcards: true, conn: -1, leaf: -1 };
  return {
    settings: {
      operator: operator.issue(operator, {}),
      resolver: 'MEMORY',
      resolver_preload: { [account.id]: operator.issue(account, { limits }) },
    },
    credentials() {
      const user = new Key('user');
      const jwt = account.issue(user, { pub: {}, sub: {}, subs: -1, data: -1, payload: -1 });
      return `-----BEGIN NATS USER JWT-----\n${jwt}\n------END NATS USER JWT------\n\n-----BEGIN USER NKEY SEED-----\n${user.seed}\n------END USER NKEY SEED------\n`;
    },
  };
}
