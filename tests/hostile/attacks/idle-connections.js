// Connections of which nothing comes, each as far on its way as it can be without being a client.
import { setTimeout as sleep } from 'node:timers/promises';
import { polled } from '../pipelining.js';
import { RawSocket, frame } from '../websocket.js';

export const what = '2,000 connections that say nothing, half a head, half a body, no CONNECT, or a probe and no more';

const count = scale => 2_000 * scale;
export const connections = count;
const longest = 70_000; // ms; the last ones may stay for 45 s

/** A connection with a polling session of its own. */
async function session(target) {
  const raw = await RawSocket.tcp(target);
  raw.tcp.write(polled(target));
  await raw.until(/"sid":"/);
  return { raw, sid: /"sid":"([^"]+)"/.exec(raw.heard)[1] };
}

const kinds = {
  silent: target => RawSocket.tcp(target),
  async halfHead(target) {
    const raw = await RawSocket.tcp(target);
    raw.tcp.write(polled(target).trimEnd());
    return raw;
  },
  async halfBody(target) {
    const { raw, sid } = await session(target);
    raw.tcp.write(polled(target, { sid, body: ' '.repeat(1000) }).slice(0, -998));
    return raw;
  },
  noConnect: target => RawSocket.open(target),
  async probeOnly(target) {
    const { raw: first, sid } = await session(target);
    const raw = await RawSocket.upgraded(target, `/socket.io/?EIO=4&transport=websocket&sid=${sid}`);
    raw.tcp.write(frame('2probe'));
    await raw.until(/3probe/);
    first.tcp.destroy();
    return raw;
  },
};

export async function attack({ target, seconds, scale }) {
  const started = Date.now();
  const open = Object.fromEntries(Object.keys(kinds).map(kind => [kind, []]));
  const names = Object.keys(kinds);
  await Promise.all(Array.from({ length: 20 }, async (_, lane) => {
    for (let n = lane; n < count(scale); n += 20) {
      const kind = names[n % names.length];
      const raw = await kinds[kind](target).catch(() => null);
      if (raw) open[kind].push(raw);
    }
  }));
  const all = Object.values(open).flat();
  const opened = Object.fromEntries(names.map(kind => [kind, open[kind].length]));
  const end = started + (scale < 1 ? seconds * 1000 : longest);
  while (Date.now() < end && all.some(raw => !raw.isClosed)) await sleep(100);
  const left = Object.fromEntries(names.map(kind => [kind, open[kind].filter(raw => !raw.isClosed).length]));
  all.forEach(raw => raw.tcp.destroy());
  return { opened, left, lasted: Date.now() - started };
}

/** A full run waits until the server has closed all of them. */
export function holds({ done: { opened, left }, scale }) {
  const sum = counts => Object.values(counts).reduce((total, each) => total + each, 0);
  const all = { name: 'all were taken', holds: sum(opened) >= 0.95 * count(scale), detail: `${sum(opened)} of ${count(scale)}` };
  return scale < 1 ? [all] : [all, { name: 'none stays', holds: sum(left) === 0, detail: `${sum(left)} stay: ${JSON.stringify(left)}` }];
}
