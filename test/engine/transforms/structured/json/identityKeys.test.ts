import { expect, test } from 'vitest';
import { isIdentityKey } from '../../../../../src/engine/transforms/structured/json/identityKeys.ts';

test('names, ids and states identify; measures do not', () => {
  expect(['name', 'id', 'status', 'metadata', 'version'].every(isIdentityKey)).toBe(true);
  expect(['width', 'description', 'names', 'createdAt'].some(isIdentityKey)).toBe(false);
});
