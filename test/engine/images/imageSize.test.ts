import { expect, it } from 'vitest';
import { imageSize } from '../../../src/engine/images/imageSize.ts';

const bytes = (hex: string) => Buffer.from(hex.replaceAll(' ', ''), 'hex');

it.each([
  ['PNG', '89504e47 0d0a1a0a 0000000d 49484452 00000320 000001f4', { width: 800, height: 500 }],
  ['GIF', '47494638 3961 2003 f401 00', { width: 800, height: 500 }],
  ['JPEG', 'ffd8 ffe0 0004 0000 ffc0 0011 08 01f4 0320 03', { width: 800, height: 500 }],
  ['WebP', '52494646 00000000 57454250 56503858 0a000000 00000000 1f0300 f30100', { width: 800, height: 500 }],
])('reads the size of a %s', (_, hex, size) => {
  expect(imageSize(bytes(hex))).toEqual(size);
});

it('knows no size of a cut header or of something else', () => {
  expect(imageSize(bytes('89504e47 0d0a'))).toBeUndefined();
  expect(imageSize(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'))).toBeUndefined();
});
