import { describe, expect, it } from 'vitest';
import { asksForLongWindow, candidateNames, nameKey } from '../../../src/engine/models/modelId.ts';

describe('candidateNames', () => {
  it('takes the route off, then one tail after another', () => {
    expect(candidateNames('eu.anthropic.claude-sonnet-4-20250514-v1:0')).toEqual([
      'claude-sonnet-4-20250514-v1:0',
      'claude-sonnet-4-20250514-v1',
      'claude-sonnet-4-20250514',
      'claude-sonnet-4',
    ]);
  });

  it('ends, and quickly, on hostile ids', () => {
    expect(candidateNames('-latest'.repeat(100_000)).length).toBeLessThan(100);
  });
});

describe('nameKey', () => {
  it('does not mind dots and hyphens', () => {
    expect(nameKey('gpt-4.1')).toBe(nameKey('gpt-4-1'));
  });

  it('puts the line before the version from Claude 4 on', () => {
    expect(nameKey('claude-4.5-sonnet')).toBe('claude-sonnet-4-5');
    expect(nameKey('claude-3.5-sonnet')).toBe('claude-3-5-sonnet');
  });
});

it('sees who asks for the long window', () => {
  expect(asksForLongWindow('claude-sonnet-4-5[1m]')).toBe(true);
  expect(asksForLongWindow('claude-sonnet-4-5')).toBe(false);
});
