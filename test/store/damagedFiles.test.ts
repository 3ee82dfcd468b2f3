import { readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, it } from 'vitest';
import { damagedName, moveAside, removeDamaged } from '../../src/store/damagedFiles.ts';
import { makeFolder, startOfTime } from './storeLab.ts';

it('moves a file aside under a name that tells when, and removes it with the store', async () => {
  const folder = makeFolder();
  const path = join(folder, 'store.db');
  writeFileSync(path, 'x');
  writeFileSync(join(folder, 'other.db.damaged-x'), 'not ours');

  const aside = await moveAside(path, startOfTime);

  expect(basename(aside)).toBe('store.db.damaged-2026-01-15T00-00-00-000Z');
  expect(aside).toBe(damagedName(path, startOfTime));
  await removeDamaged(path);
  expect(readdirSync(folder)).toEqual(['other.db.damaged-x']);
});
