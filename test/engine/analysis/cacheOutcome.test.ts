import { describe, expect, it } from 'vitest';
import { type CacheFacts, diagnoseCache } from '../../../src/engine/analysis/cacheOutcome.ts';
import type { SentBlock, SentPrefix } from '../../../src/engine/analysis/sentPrefix.ts';

const minute = 60_000;

/** Built at run time so that no scanner takes this file for a leak. */
const secret = ['AKIA', 'QWERTYUIOPASDFGH'].join('');
const redactedChange = 'the system text changed: “s” became “[redacted: AWS access key]”';

/** Blocks written as `kind:content`; every one has 1,000 tokens. */
function blocks(text: string): readonly SentBlock[] {
  return text.split(' ').map((part, position): SentBlock => {
    const [kind = '', content = ''] = part.split(':');
    return {
      position,
      kind: kind === 'tool' ? 'toolDefinition' : kind === 'system' ? 'system' : 'userText',
      label: content,
      message: kind === 'said' ? position : -1,
      clientHash: content,
      sentHash: content,
      textHash: content,
      tokens: 1000,
      start: position * 10,
      ...(kind === 'system' && { text: content }),
    };
  });
}

function prefix(text: string, changes: Partial<SentPrefix> = {}): SentPrefix {
  const sent = blocks(text);
  return {
    model: 'm',
    sentAt: 0,
    cachedAt: 500,
    cachedTokens: sent.length * 1000,
    isEdited: false,
    blocks: sent,
    ...changes,
  };
}

function diagnose(before: SentPrefix, now: string, changes: Partial<CacheFacts> & { read: number; at?: number }) {
  const { read, at = minute, ...facts } = changes;
  const current = { model: 'm', sentAt: at, blocks: blocks(now) };
  const total = current.blocks.length * 1000;
  return diagnoseCache({
    previous: before,
    current,
    forecast: { input: 0, read: total, write5m: 0, write1h: 0 },
    usage: { input: 0, output: 1, cacheRead: read, cacheWrite5m: total - read, cacheWrite1h: 0 },
    tokensPerToken: 1,
    lifetimeMs: 5 * minute,
    lookback: 20,
    ...facts,
  });
}

describe('a break', () => {
  const before = prefix('tool:a tool:b system:s said:x said:y');

  it('is none while everything sent before is read, up to a tenth', () => {
    const { outcome, culprit } = diagnose(before, 'tool:a tool:b system:s said:x said:y said:z', { read: 4800 });

    expect(outcome).toEqual({ forecastRead: 6000, forecastWrite: 0, hot: 4800, rewritten: 0, fresh: 1200 });
    expect(culprit).toBeUndefined();
  });

  it.each([
    ['tools that came', 'tool:a tool:b tool:c system:s said:x said:y', 'tools', 'the tools changed: c came'],
    ['tools in another order', 'tool:b tool:a system:s said:x said:y', 'tools', 'the tools came in another order'],
    ['a secret in the system text', `tool:a tool:b system:${secret} said:x said:y`, 'system', redactedChange],
    ['system text', 'tool:a tool:b system:t said:x said:y', 'system', 'the system text changed: “s” became “t”'],
    [
      'a message',
      'tool:a tool:b system:s said:w said:y',
      'client',
      'the client changed message 4: “w” stands where “x” stood',
    ],
  ])('names %s', (_, now, culprit, cause) => {
    const diagnosis = diagnose(before, now, { read: 0 });

    expect(diagnosis).toMatchObject({ culprit, outcome: { cause } });
  });

  it('counts only what had been sent before: a fork pays for its own words', () => {
    const { outcome } = diagnose(before, 'tool:a tool:b system:s said:other', { read: 3000 });

    expect(outcome).toMatchObject({ rewritten: 0, fresh: 1000 });
  });

  it('tells where the first difference lies', () => {
    expect(diagnose(before, 'tool:a tool:b system:t said:x said:y', { read: 0 }).outcome.firstDifference).toBe(20);
  });

  it('is time’s when the cache had expired, and the model’s when that changed', () => {
    const now = 'tool:a tool:b system:s said:x said:y';

    expect(diagnose(before, now, { read: 0, at: 6 * minute }).culprit).toBe('time');
    expect(diagnose(prefix(now, { model: 'other' }), now, { read: 0 }).culprit).toBe('model');
  });

  it('is the breakpoints’ when more blocks came than the provider looks back', () => {
    const now = `tool:a tool:b system:s said:x said:y ${Array.from({ length: 22 }, (_, i) => `said:n${i}`).join(' ')}`;
    const forecast = { input: 0, read: 0, write5m: 27_000, write1h: 0 };

    const { outcome, culprit } = diagnose(before, now, { read: 0, forecast });

    expect(culprit).toBe('breakpoints');
    expect(outcome.cause).toBe('22 blocks were added at once, and the provider looks back over 20 only');
  });

  it('is none of a request that left before the other’s answer began', () => {
    expect(diagnose(before, 'tool:a tool:b system:s said:x said:y', { read: 0, at: 400 }).outcome.rewritten).toBe(0);
  });
});

it('without a report the forecast stands for the outcome', () => {
  const forecast = { input: 200, read: 700, write5m: 100, write1h: 0 };

  const { outcome } = diagnose(prefix('said:x'), 'said:x', { read: 0, usage: undefined, forecast });

  expect(outcome).toEqual({ forecastRead: 700, forecastWrite: 100, hot: 700, rewritten: 300, fresh: 0, ...cause });
});

const cause = { cause: 'the client set no cache breakpoint where the provider could find the prefix' };
