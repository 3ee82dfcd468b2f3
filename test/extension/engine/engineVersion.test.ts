import { expect, test } from 'vitest';
import { isReplaceable } from '../../../src/extension/engine/engineVersion.ts';
import type { Health } from '../../../src/shared/adminApi.ts';

const health: Health = {
  product: 'headroom-context-mri',
  status: 'ok',
  version: '1.9.3',
  mode: 'audit',
  pid: 1,
  inFlight: 0,
};

test.each([
  ['1.10.0', health, true],
  ['1.9.3', health, false],
  ['1.9.2', health, false],
  ['1.10.0', { ...health, inFlight: 1 }, false],
  ['test', health, false],
  ['2.0.0', { ...health, version: 'fake' }, false],
])('version %s replaces an engine that is older and serves nobody', (ours, running, expected) => {
  expect(isReplaceable(running, ours)).toBe(expected);
});
