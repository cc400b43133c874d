/** When the next message is due, at a set rate. */

/** A page in the background ticks seldom, and so does one that is too busy to draw: what it missed it does not make up for. */
const MAX_BEHIND_MS = 100;

/** @returns how many are due at a time, less those that were due before. */
export function createPace(perSecond: number, start: number): (now: number) => number {
  const maxBehindMs = Math.max(MAX_BEHIND_MS, 1_000 / perSecond);
  let done = start; // up to where all that was due is said
  return now => {
    done = Math.max(done, now - maxBehindMs);
    const due = Math.max(0, Math.floor(((now - done) * perSecond) / 1_000));
    done += (due * 1_000) / perSecond;
    return due;
  };
}
