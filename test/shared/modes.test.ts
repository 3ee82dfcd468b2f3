import { describe, expect, it } from 'vitest';
import { isMode, isProfile } from '../../src/shared/modes.ts';

describe('modes and profiles', () => {
  it('are told from other words', () => {
    expect(['audit', 'off', 'watch', 3, undefined].map(isMode)).toEqual([true, true, false, false, false]);
    expect(['agent-90', 'lossless', 'max', null].map(isProfile)).toEqual([true, true, false, false]);
  });
});
