// Many users who are there and do nothing, from addresses of their own. They poll when a ping is due, and answer it, so they stay.
import { PollingUsers } from './polling.js';

const lanes = 8; // addresses: one may have no more than 10,000 sessions
const perLane = 4; // requests at a time
const due = 27_000; // ms after the last sign of life: the ping has waited since 25 s, and is waited for until 45 s

/**
 * Makes the users, and keeps them until it is ended.
 * @param target the server
 * @param names theirs
 * @returns made: how many there are by now; ready: when all were tried
 */
export function startCrowd(target, names) {
  const crowd = { made: 0, isEnded: false };
  const addresses = Array.from({ length: lanes }, (_, lane) =>
    new PollingUsers({ ...target, from: `127.0.1.${lane + 1}` }, { sockets: 2 * perLane }));
  let next = 0;

  async function make(address) {
    const kept = [];
    while (next < names.length && !crowd.isEnded) {
      const sid = await address.make(names[next++]);
      if (!sid) continue;
      crowd.made++;
      kept.push({ sid, due: Date.now() + due });
    }
    keep(address, kept);
  }

  crowd.ready = Promise.all(addresses.flatMap(address => Array.from({ length: perLane }, () => make(address))));
  crowd.end = () => {
    crowd.isEnded = true;
    addresses.forEach(address => address.end());
  };
  return crowd;

  /** In the order in which they are due. */
  async function keep(address, sessions) {
    for (let n = 0; sessions.length > 0 && !crowd.isEnded; n = (n + 1) % sessions.length) {
      const session = sessions[n];
      await new Promise(resolve => setTimeout(resolve, Math.max(0, session.due - Date.now())));
      for (let tries = 0; tries < 3 && !crowd.isEnded; tries++) {
        if (!(await address.poll(session.sid)).split('\x1e').includes('2')) continue;
        await address.post(session.sid, '3');
        break;
      }
      session.due = Date.now() + due;
    }
  }
}
