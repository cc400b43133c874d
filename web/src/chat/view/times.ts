// The page is in English, whatever the browser speaks: dates in another language in the midst of it would read badly. 24 hours, as logs
// have them.
const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short' });
const day = new Intl.DateTimeFormat('en-GB', { month: 'short', day: 'numeric' });
const date = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long' });
const dateOfYear = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });

const DAYS: Readonly<Record<number, string>> = { 0: 'Today', 1: 'Yesterday' };

/** How many midnights ago. */
function daysAgo(at: number, now: number): number {
  const midnight = (time: number): Date => new Date(new Date(time).setHours(0, 0, 0, 0));
  return Math.round((midnight(now).getTime() - midnight(at).getTime()) / 86_400_000); // an hour more or less where clocks change
}

/** Today's time of day, or the day. */
export function shortTime(at: number, now: number = Date.now()): string {
  const ago = daysAgo(at, now);
  return ago === 0 ? clock.format(at) : ago === 1 ? 'Yesterday' : day.format(at);
}

export const timeOfDay = (at: number): string => clock.format(at);

export function longDay(at: number, now: number = Date.now()): string {
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return DAYS[daysAgo(at, now)] ?? (sameYear ? date : dateOfYear).format(at);
}

/** As machines read it, here. */
export function isoDay(at: number): string {
  const then = new Date(at);
  return [then.getFullYear(), then.getMonth() + 1, then.getDate()].map(part => String(part).padStart(2, '0')).join('-');
}
