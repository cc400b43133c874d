// Requests to link as a server, as a stranger can make them: upgrades without a token, with junk, and with tokens signed by a key of his.
import { randomBytes } from 'node:crypto';
import { giveKeys, keyPair, token } from '../keys.js';
import { pipeline } from '../pipelining.js';

export const what = 'upgrades of /mesh without a token, with junk, and with forged tokens, pipelined';

const [lanes, batch] = [4, 64];
const least = scale => scale < 1 ? lanes * batch : 15_000; // answers: far less than come, and more than tokens are checked
const forged = 100; // tokens; each looks right but for its signature, which costs the server what a good one does

/** Servers with keys of their own, as in production: to check a signature of those costs the most. */
export async function plan(mesh) {
  await giveKeys(mesh);
}

let tokens;

export function prepare() {
  const { privateKey } = keyPair();
  tokens = Array.from({ length: forged }, () => `Bearer ${token(privateKey, 'server-2', 'server-1')}`);
}

export async function attack({ target, seconds }) {
  const head = [
    'GET /mesh HTTP/1.1', `Host: ${target.host}:${target.port}`, 'Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`, ''].join('\r\n');
  let sent = 0;
  const request = () => {
    const n = sent++;
    return n % 4 === 0 ? `${head}\r\n` : `${head}Authorization: ${n % 4 === 1 ? 'Bearer junk' : tokens[n % forged]}\r\n\r\n`;
  };
  return { answers: await pipeline(target, { connections: lanes, batch, seconds, request }) };
}

/** All are refused by whoever accepts links, and the log does not grow with them: a line a second. */
export function holds({ done: { answers }, seconds, scale, server }) {
  const { 401: refused = 0, ...others } = answers;
  const lines = server.lines().filter(line => line.includes('Refused a request for a link')).length;
  return [
    {
      name: 'requests are refused', holds: refused >= least(scale) && Object.keys(others).length === 0,
      detail: `${refused} in ${seconds} s, ${JSON.stringify(others)} others`,
    },
    { name: 'a line a second', holds: lines > 0 && lines <= seconds + 5, detail: `${lines} lines` },
  ];
}
