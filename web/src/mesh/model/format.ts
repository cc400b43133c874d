/** Numbers as the page writes them, whatever the browser's language is: the page is in English. */

const plain = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });

/** 15,040 */
export const count = (value: number): string => plain.format(value);

/** Where there is room for a few signs only: 15,040, and 1.2M from a hundred thousand on. */
export const brief = (value: number): string => (value < 100_000 ? plain : compact).format(value);

/** Within a circle: 9,999, and 12.3K from ten thousand on. */
export const few = (value: number): string => (value < 10_000 ? plain : compact).format(value);

export const plural = (value: number, one: string, many = `${one}s`): string => `${count(value)} ${value === 1 ? one : many}`;

export const rate = (perSecond: number): string => `${perSecond < 9.95 ? perSecond.toFixed(1) : count(perSecond)}/s`;

export const milliseconds = (ms: number | null): string => (ms === null ? '–' : ms < 9.95 ? `${ms.toFixed(1)} ms` : `${count(ms)} ms`);

export function bytes(value: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let [rest, unit] = [value, 0];
  while (rest >= 999.5 && unit < units.length - 1) [rest, unit] = [rest / 1_000, unit + 1];
  return `${unit === 0 || rest >= 99.5 ? rest.toFixed(0) : rest.toFixed(1)} ${units[unit]}`;
}

export const percent = (part: number | null): string => (part === null ? '–' : `${(part * 100).toFixed(0)} %`);

/** 4 s, 12 min, 3 h 20 min, 6 d 4 h */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1_000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 24 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

export const timeOfDay = (at: number): string => clock.format(at);

/** Of 0.1.0-preview.0.524+2cdc3498dde3c44d... the build is cut to what tells one from another. */
export const version = (full: string): string => full.replace(/\+([0-9a-f]{7})[0-9a-f]+$/, '+$1');
