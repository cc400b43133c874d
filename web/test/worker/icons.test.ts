import { crc32, inflateSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { drawIcon, ICONS } from '../../build/icons';

it.each(ICONS.filter(({ size }) => size > 0).map(icon => [icon.file, icon] as const))('%s is a picture of its size', (_, icon) => {
  const png = Buffer.from(drawIcon({ ...icon, size: 48 }));
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  const length = png.readUInt32BE(33);
  expect(png.subarray(37, 41).toString()).toBe('IDAT');
  expect(png.readUInt32BE(41 + length)).toBe(crc32(png.subarray(37, 41 + length)));
  const pixels = inflateSync(png.subarray(41, 41 + length));
  expect(pixels.length).toBe(48 * (48 * 4 + 1));
  const at = (x: number, y: number) => [...pixels.subarray(y * 193 + 1 + x * 4, y * 193 + 5 + x * 4)];
  expect(at(24, 24)).toEqual([255, 255, 255, 255]); // the point in the middle
  expect(at(0, 0)[3]).toBe(icon.purpose === 'maskable' ? 255 : 0);
});

it('the drawing has all points and threads', () => {
  const svg = String(drawIcon(ICONS[0]!));
  expect(svg.match(/<circle/g)).toHaveLength(7);
  expect(svg.match(/M/g)).toHaveLength(9);
});
