/** From where on a number is told in colour. */

export type Severity = 'bad' | 'warn' | 'good' | 'unknown';

/** A person notices a message that takes a quarter of a second more; between continents a round trip takes less. */
export const SLOW_MS = 250;

/** A quarter of a second above the heartbeats' interval: the peer is overloaded, or its network is. */
export const VERY_SLOW_MS = 1_000;

/** A busy link has some dozens under way; the server's own alarm is at 32,768, which is minutes later. */
export const MANY_UNACKNOWLEDGED = 100;
export const TOO_MANY_UNACKNOWLEDGED = 1_000;

/** Of all the machine's cores: above it queues grow at the next burst. */
export const BUSY = 0.7;
export const TOO_BUSY = 0.9;

/** From here on a ring of circles cannot be read, and a matrix can. */
export const MATRIX_FROM = 10;

const level = (value: number | null, warn: number, bad: number): Severity =>
  value === null ? 'unknown' : value > bad ? 'bad' : value > warn ? 'warn' : 'good';

/** What is as it should be has no colour among numbers: it would outshine what is not. */
export const loud = (severity: Severity): Severity | undefined => (severity === 'bad' || severity === 'warn' ? severity : undefined);

export const ofRoundTrip = (ms: number | null): Severity => level(ms, SLOW_MS, VERY_SLOW_MS);
export const ofUnacknowledged = (messages: number): Severity => level(messages, MANY_UNACKNOWLEDGED, TOO_MANY_UNACKNOWLEDGED);
export const ofProcessor = (part: number | null): Severity => level(part, BUSY, TOO_BUSY);

const ORDER: readonly Severity[] = ['bad', 'warn', 'unknown', 'good'];
export const rank = (severity: Severity): number => ORDER.indexOf(severity);
export const worst = (...all: Severity[]): Severity => all.reduce((one, other) => (rank(other) < rank(one) ? other : one), 'good');
