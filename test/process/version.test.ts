import { expect, it } from 'vitest';
import { version } from '../../src/process/version.ts';

it('sources that run as they are say so', () => {
  expect(version).toBe('0.0.0-source');
});
