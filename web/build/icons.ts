/** The product's sign as icons: points with threads between them, as `Logo` draws it, on a coloured square. */

import { crc32, deflateSync } from 'node:zlib';

type Point = readonly [x: number, y: number];

export interface Icon {
  file: string;
  /** In pixels, of each side; 0: any. */
  size: number;
  /** `maskable`: launchers cut it to a shape of their own, so that it fills the square and keeps clear of the edges. */
  purpose: 'any' | 'maskable';
}

export const ICONS: readonly Icon[] = [
  { file: 'icon.svg', size: 0, purpose: 'any' },
  { file: 'icon-192.png', size: 192, purpose: 'any' },
  { file: 'icon-512.png', size: 512, purpose: 'any' },
  { file: 'icon-maskable-512.png', size: 512, purpose: 'maskable' },
];

const BOX = 32; // the sign's own units, as in Logo
const POINTS: readonly Point[] = [[16, 5], [26, 9], [26, 23], [16, 27], [6, 23], [6, 9], [16, 16]];
const THREADS: readonly (readonly [from: number, to: number])[] =
  [[0, 1], [1, 2], [2, 3], [3, 4], [4, 5], [5, 0], [5, 2], [1, 4], [0, 3]];
const DOT = 2.6;
const STROKE = 1.6;
const BACK = [0x24, 0x57, 0xc5] as const; // --accent
const FRONT = [0xff, 0xff, 0xff] as const;
const CORNER = 7;
const SCALE = { any: 0.8, maskable: 0.6 }; // of the square; of a maskable icon 80 % is always seen

export function drawIcon({ size, purpose }: Icon): string | Uint8Array {
  return size === 0 ? svg() : png(size, purpose);
}

function svg(): string {
  const colour = (parts: readonly number[]): string => `#${parts.map(part => part.toString(16).padStart(2, '0')).join('')}`;
  const lines = THREADS.map(([from, to]) => `M${POINTS[from]!.join(' ')}L${POINTS[to]!.join(' ')}`).join('');
  const dots = POINTS.map(([x, y]) => `<circle cx="${x}" cy="${y}" r="${DOT}"/>`).join('');
  const move = (BOX * (1 - SCALE.any)) / 2;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${BOX} ${BOX}"><rect width="${BOX}" height="${BOX}" rx="${CORNER}" `
    + `fill="${colour(BACK)}"/><g transform="translate(${move} ${move}) scale(${SCALE.any})" fill="${colour(FRONT)}">`
    + `<path d="${lines}" stroke="${colour(FRONT)}" stroke-width="${STROKE}"/>${dots}</g></svg>\n`;
}

/** https://www.w3.org/TR/png-3/: 8 bits of red, green, blue and alpha; filter 0 before each row. */
function png(size: number, purpose: Icon['purpose']): Uint8Array {
  const row = size * 4 + 1;
  const pixels = Buffer.alloc(row * size);
  for (let y = 0; y < size; y++) for (let x = 0; x < size; x++) pixels.set(pixelAt((x + .5) / size, (y + .5) / size, size, purpose),
      y * row + 1 + x * 4);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 6, 0, 0, 0], 8);
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header), chunk('IDAT', deflateSync(pixels, { level: 9 })), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(data.length, 0);
  whole.set(body, 4);
  whole.writeUInt32BE(crc32(body), body.length + 4);
  return whole;
}

/** The colour at a place of the square, from 0 to 1; an edge is as soft as a pixel is wide. */
function pixelAt(x: number, y: number, size: number, purpose: Icon['purpose']): number[] {
  const cover = (distance: number): number => Math.min(1, Math.max(0, .5 - (distance * size) / BOX));
  const back = purpose === 'maskable' ? 1 : cover(toSquare([x * BOX, y * BOX]));
  const scale = SCALE[purpose];
  const front = cover(scale * toSign([((x - .5) / scale + .5) * BOX, ((y - .5) / scale + .5) * BOX]));
  return [...BACK.map((part, at) => Math.round(part + (FRONT[at]! - part) * front)), Math.round(255 * back)];
}

function toSquare([x, y]: Point): number {
  const [dx, dy] = [x, y].map(along => Math.abs(along - BOX / 2) - BOX / 2 + CORNER) as [number, number];
  return Math.hypot(Math.max(dx, 0), Math.max(dy, 0)) + Math.min(Math.max(dx, dy), 0) - CORNER;
}

function toSign([x, y]: Point): number {
  const dots = POINTS.map(point => Math.hypot(x - point[0], y - point[1]) - DOT);
  const lines = THREADS.map(([from, to]) => toLine(x, y, POINTS[from]!, POINTS[to]!) - STROKE / 2);
  return Math.min(...dots, ...lines);
}

function toLine(x: number, y: number, [fromX, fromY]: Point, [toX, toY]: Point): number {
  const [dx, dy] = [toX - fromX, toY - fromY];
  const along = Math.min(1, Math.max(0, ((x - fromX) * dx + (y - fromY) * dy) / (dx * dx + dy * dy)));
  return Math.hypot(x - fromX - along * dx, y - fromY - along * dy);
}
