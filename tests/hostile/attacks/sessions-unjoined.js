// Sessions whose clients say one word and never join: no handshakes without a client, and no clients.
import { pipeline, polled } from '../pipelining.js';
import { PollingUsers } from '../polling.js';

export const what = 'polling handshakes, each with one noop or pong posted, and never a CONNECT';

const sample = 50; // of the first sessions: whether they live to the end

export async function attack({ target, seconds }) {
  const silent = [];
  const first = [];
  let said = 0;
  const request = () => {
    const sid = silent.pop();
    if (!sid) return polled(target);
    if (first.length < sample) first.push(sid);
    return polled(target, { sid, body: said++ % 2 ? '3' : '6' });
  };
  const heard = text => { for (const [, sid] of text.matchAll(/"sid":"([^"]+)"/g)) silent.push(sid); };
  const answers = await pipeline(target, { connections: 4, batch: 32, seconds, request, heard });
  const polling = new PollingUsers(target);
  const living = (await Promise.all(first.map(sid => polling.post(sid, '6')))).filter(Boolean).length;
  polling.end();
  return { answers, said, living, seconds };
}

export function holds({ done: { said, living, seconds } }) {
  return [
    { name: 'sessions were made', holds: said > 0, detail: `${said}` },
    { name: 'the first are gone after 10 s, when others come', holds: seconds <= 12 || living === 0, detail: `${living} of ${sample}` },
  ];
}
