import { describe, expect, it } from 'vitest';
import { parseRouterConfig } from '../../../src/models/router/routerConfig.ts';

describe("a router's config", () => {
  it('is read with its calibration', () => {
    const config = parseRouterConfig(
      JSON.stringify({
        id2label: { 0: 'crop', 1: 'preserve' },
        headroom: { encoder_weight: 0.8, ngrams_weight: 1.2, threshold: 0.7, preserve_limit: 0.02, max_tokens: 96 },
      }),
    );

    expect(config).toEqual({
      labels: ['crop', 'preserve'],
      encoderWeight: 0.8,
      ngramsWeight: 1.2,
      threshold: 0.7,
      preserveLimit: 0.02,
      maxTokens: 96,
    });
  });

  it('trusts a model without a calibration only when it is sure, and takes labels in other spellings', () => {
    const config = parseRouterConfig(JSON.stringify({ id2label: { 0: 'FULL-LOW', 1: 'something_else' } }));

    expect(config).toEqual({
      labels: ['full_low', 'preserve'],
      encoderWeight: 1,
      threshold: 0.9,
      preserveLimit: 1,
      maxTokens: 64,
    });
  });

  it('refuses a model for another task', () => {
    expect(() => parseRouterConfig(JSON.stringify({ id2label: { 0: 'NEGATIVE', 1: 'POSITIVE' } }))).toThrow(
      /NEGATIVE, POSITIVE; none is full_low/,
    );
  });
});
