// A server of the mesh with a key of its own that lies: names of others, frames that are no messages, a list that never stands still.
import { giveKeys } from '../keys.js';
import { Peer, hearLife } from '../peer.js';

export const what = 'server-2, which has a key, floods server-1 with forged messages, junk, and a list of 100,000 users that changes';
export const started = 1; // the other one is the attacker

const users = 100_000;
const piece = 2_000;

/** Each server gets a key; the attacker has that of the second. */
export async function plan(mesh) {
  const [, stolen] = await giveKeys(mesh);
  return JSON.stringify({ key: stolen.privateKey, port: mesh.servers[1].port });
}

const content = (from, to, id) => `42["im",{"from":"${from}","to":"${to}","text":"forged","forwarded":false,"id":"${id}","at":${Date.now()}}`;

/** What it sends, one kind after the other, as fast as it is taken. */
function* lies(peer, names) {
  for (let n = 0; ; n++) {
    const id = `forged ${n}`;
    yield Array.from({ length: 50 }, (_, i) => {
      const [from, to] = i % 2 ? ['Honest left', 'Honest right'] : ['Mallory', 'Honest right'];
      return peer.forward({ from, to, id: `${n}-${i}`, content: i % 3 ? content('Honest left', to, `${n}-${i}`) : '41' });
    });
    yield [peer.forward({ from: 'Mallory', to: 'Honest right', id, content: Buffer.alloc(50_000, 0xff) })];
    yield Array.from({ length: 20 }, () => peer.nodeMessage('gossamer.recovery', Buffer.from(`\x0a\x0cHonest right${n}`)));
    const some = names.slice((n * 200) % names.length, ((n * 200) % names.length) + 200);
    yield [peer.changes(some, n % 2)];
  }
}

export async function attack({ target, seconds, scale, secret }) {
  const { key, port } = JSON.parse(secret);
  const { life, end: endListening } = await hearLife(port, target.host);
  const end = Date.now() + seconds * 1000;
  const names = Array.from({ length: Math.max(4_000, users * scale) }, (_, n) => `forged ${String(n).padStart(6, '0')}`);
  const counts = { links: 0, frames: 0, codes: {} };
  while (Date.now() < end) {
    const peer = await Peer.link({ target, key, node: 'server-2', peer: 'server-1', heard: life }).catch(error => {
      counts.codes[error.message] = (counts.codes[error.message] ?? 0) + 1;
    });
    if (!peer) {
      await new Promise(resolve => setTimeout(resolve, 100));
      continue;
    }

    counts.links++;
    await peer.send(peer.changes([], 0));
    for (let at = 0; at < names.length && !peer.isClosed; at += piece) {
      const isLast = at + piece >= names.length;
      await peer.send(peer.snapshot(isLast ? [...names.slice(at), 'Mallory'] : names.slice(at, at + piece), isLast, at / piece));
    }

    let beaten = Date.now();
    for (const parts of lies(peer, names)) {
      if (peer.isClosed || Date.now() >= end) break;
      await peer.send(...parts);
      counts.frames++;
      if (Date.now() - beaten > 500) {
        beaten = Date.now();
        await peer.beat();
        await new Promise(resolve => setImmediate(resolve));
      }
    }

    if (peer.isClosed) counts.codes[peer.code] = (counts.codes[peer.code] ?? 0) + 1;
    peer.end();
  }

  endListening();
  return counts;
}
