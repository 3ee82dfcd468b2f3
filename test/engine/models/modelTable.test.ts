import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { modelTable, resolveModel, tableDate } from '../../../src/engine/models/modelTable.ts';

describe('the table', () => {
  it('names every model once', () => {
    const names = modelTable.flatMap(row => [row.id, ...(row.aliases ?? [])]);

    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });

  it.each(modelTable.map(row => [row.id, row] as const))('has a sound row for %s', (_, row) => {
    expect(row.window).toBeGreaterThanOrEqual(row.outputLimit);
    expect(row.minimumCacheableTokens).toBeGreaterThan(0);
    expect(row.prices.length).toBeGreaterThan(0);
    expect(row.prices.map(dated => dated.from)).toEqual(row.prices.map(dated => dated.from).sort());
    for (const { from, tiers } of row.prices) {
      expect(from).toMatch(/^\d{4}-\d\d-\d\d$/);
      expect(tiers[0]?.above).toBe(0);
      expect(tiers.map(tier => tier.above)).toEqual(tiers.map(tier => tier.above).sort((a, b) => a - b));
      for (const tier of tiers) {
        expect(tier.output).toBeGreaterThan(tier.input);
        expect(tier.cacheRead).toBeLessThanOrEqual(tier.input);
        expect(tier.cacheWrite5m).toBeGreaterThanOrEqual(tier.input);
        expect(tier.cacheWrite1h).toBeGreaterThanOrEqual(tier.cacheWrite5m);
      }
    }
  });
});

describe('resolveModel', () => {
  it.each([
    ['claude-sonnet-4-5-20250929', 'claude-sonnet-4-5'],
    ['us.anthropic.claude-sonnet-4-5-20250929-v1:0', 'claude-sonnet-4-5'],
    [
      'arn:aws:bedrock:us-east-1:1:inference-profile/global.anthropic.claude-haiku-4-5-20251001-v1:0',
      'claude-haiku-4-5',
    ],
    ['claude-opus-4-1@20250805', 'claude-opus-4-1'],
    ['openrouter/anthropic/claude-3.5-sonnet:beta', 'claude-3-5-sonnet'],
    ['anthropic/claude-4.5-sonnet', 'claude-sonnet-4-5'],
    ['claude-sonnet-4.5', 'claude-sonnet-4-5'],
    ['bedrock/claude-sonnet', 'claude-sonnet-5-5'],
    ['Opus', 'claude-opus-5-5'],
    ['claude-3-5-haiku-latest', 'claude-3-5-haiku'],
    ['gpt-4o-2024-08-06', 'gpt-4o'],
    ['azure/gpt-35-turbo', 'gpt-3.5-turbo'],
    ['gpt-4-1106-preview', 'gpt-4-turbo'],
    ['gpt-4-0613', 'gpt-4'],
    ['gpt-5.1-codex-max', 'gpt-5.1'],
    ['gpt-5-chat-latest', 'gpt-5'],
    ['o1-2024-12-17', 'o1'],
    ['models/gemini-2.5-pro-preview-05-06', 'gemini-2.5-pro'],
    ['gemini-3-pro-preview', 'gemini-3-pro'],
    ['gemini-2.0-flash-001', 'gemini-2.0-flash'],
    ['deepseek/deepseek-chat', 'deepseek-v4-flash'],
    ['mistral-large-2411', 'mistral-large'],
  ])('finds %s', (id, expected) => {
    expect(resolveModel(id)).toMatchObject({ id: expected, known: true });
  });

  it('knows models that share a name’s beginning apart', () => {
    expect(resolveModel('gpt-4.1').window).not.toBe(resolveModel('gpt-4').window);
    expect(resolveModel('claude-opus-4-8').id).toBe('claude-opus-4-8');
    expect(resolveModel('o3-mini').prices).not.toEqual(resolveModel('o3').prices);
  });

  it('gives the long window only to those who ask for it', () => {
    expect(resolveModel('claude-sonnet-4-5').window).toBe(200_000);
    expect(resolveModel('claude-sonnet-4-5[1m]').window).toBe(1_000_000);
    expect(resolveModel('claude-haiku-4-5[1m]').window).toBe(200_000);
  });

  it.each([
    ['claude-opus-9', 'anthropic', 'claude-5'],
    ['gpt-4o-audio-preview', 'openai', 'openai-unknown'],
    ['gemini-9-ultra', 'google', 'gemini'],
    ['meta-llama/llama-4-maverick', 'unknown', 'llama'],
    ['something-else', 'unknown', 'unknown'],
  ])('takes %s for a stranger of its kind', (id, provider, tokenizer) => {
    const facts = resolveModel(id);

    expect(facts).toMatchObject({ id, known: false, provider, tokenizer, prices: [] });
    expect(facts.window).toBeGreaterThanOrEqual(100_000);
  });

  it('survives any id', () => {
    const odd = fc.constantFrom(
      '',
      ' ',
      '/',
      ':',
      '__proto__',
      'constructor',
      '[1m]',
      '-latest',
      '@',
      'a'.repeat(5000),
    );
    fc.assert(
      fc.property(fc.oneof(odd, fc.string(), fc.string({ unit: 'binary' })), id => {
        expect(resolveModel(id).window).toBeGreaterThan(0);
      }),
    );
  });
});

describe('overrides', () => {
  it('replaces the window by any spelling of the model', () => {
    for (const key of ['claude-sonnet-4-5-20250929', 'claude-sonnet-4-5', 'anthropic/claude-sonnet-4.5']) {
      const modelContextLimits = { other: 5, [key]: 123_456 };

      expect(resolveModel('claude-sonnet-4-5-20250929', { modelContextLimits }).window).toBe(123_456);
    }
  });

  it('gives unknown models a window and prices', () => {
    const facts = resolveModel('my-own/model', {
      modelContextLimits: { 'my-own/model': 32_000 },
      prices: { 'my-own/model': { input: 1, output: 2 } },
    });

    expect(facts).toMatchObject({ known: false, window: 32_000, pricesFrom: 'override' });
    expect(facts.prices).toEqual([{ above: 0, input: 1, output: 2, cacheRead: 1, cacheWrite5m: 1, cacheWrite1h: 1 }]);
  });

  it('keeps the table’s price for what a setting leaves out', () => {
    const [tier] = resolveModel('claude-opus-5-5', { prices: { 'claude-opus-5-5': { cacheRead: 0.1 } } }).prices;

    expect(tier).toMatchObject({ input: 4, output: 20, cacheRead: 0.1 });
  });

  it('prices a day by the list of that day', () => {
    const inputOn = (on?: string) => resolveModel('gemini-4-argon', on === undefined ? {} : { on }).prices[0]?.input;

    expect(inputOn('2026-11-30')).toBe(2);
    expect(inputOn('2026-12-01T00:00:00Z')).toBe(4);
    expect(inputOn('2020-01-01')).toBe(2);
    expect(inputOn()).toBe(inputOn(tableDate));
  });
});
