import { expect, test } from 'vitest';
import { readListings } from '../../../../../src/engine/transforms/text/paths/listings.ts';

const entry = (name: string): string => `-rw-r--r-- 1 dev  staff  1024 Nov 21 05:46 ${name}`;
const many = Array.from({ length: 12 }, (_, i) => entry(`f${i}.ts`));

test('folders of ls -lR are read with their heading, total and entries', () => {
  const listings = readListings(['src:', 'total 48', ...many, '', 'src/sub folder:', 'total 4', entry('a b.ts')]);

  expect(listings?.map(({ folder, total, entries }) => [folder, total, entries.length])).toEqual([
    ['src', 'total 48', 12],
    ['src/sub folder', 'total 4', 1],
  ]);
  expect(listings?.[1]?.entries[0]).toEqual({
    line: entry('a b.ts'),
    mode: '-rw-r--r--',
    owner: 'dev',
    group: 'staff',
    size: '1024',
    name: 'a b.ts',
  });
});

test('links, devices, years and long dates are read', () => {
  const lines = [
    'lrwxrwxrwx 1 root root   7 Jun  3  2024 bin -> usr/bin',
    'crw-rw-rw- 1 root root 1, 3 Nov 21 03:38 null',
    'drwxr-xr-x+ 2 a b 4.0K 2026-11-21 05:46 docs',
    '-rwsr-xr-x 1 root root 62K 2026-11-21 05:46:01.123456789 +0000 su',
  ];

  expect(
    readListings([...many, ...lines])?.[0]
      ?.entries.slice(12)
      .map(({ name }) => name),
  ).toEqual(['bin -> usr/bin', 'null', 'docs', 'su']);
});

test('other text is none', () => {
  expect(readListings([...many, 'make: *** [all] Error 1'])).toBeUndefined();
  expect(readListings(many.slice(0, 4))).toBeUndefined();
});
