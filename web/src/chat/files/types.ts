/** Which files are shown, and as what they are kept: nothing that a browser would run. */

/** Pictures that cannot hold scripts; so not SVG. */
const PICTURES = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif']);

export const isPicture = (type: string): boolean => PICTURES.has(type.toLowerCase());

/** Everything else is bytes to be saved. */
export const safeType = (type: string): string => (isPicture(type) ? type.toLowerCase() : 'application/octet-stream');

/** As many as servers carry by default. */
export const MAX_FILE_BYTES = 256 * 1024;

const UNITS = ['bytes', 'KB', 'MB'];

export function inWords(bytes: number): string {
  const unit = bytes < 1_024 ? 0 : bytes < 1_024 ** 2 ? 1 : 2;
  const size = bytes / 1_024 ** unit;
  return `${unit === 0 || size >= 10 ? Math.round(size) : size.toFixed(1)} ${UNITS[unit]}`;
}
