import { expect, it } from 'vitest';
import { eligibilityOf } from '../../../src/engine/plan/eligibility.ts';
import { defaultOptions } from '../../../src/shared/options.ts';
import { blockKinds } from '../../../src/shared/records.ts';
import { indexOf, round } from '../analysis/analysisLab.ts';

const [, result] = indexOf(Buffer.from(JSON.stringify({ messages: round('t1', 'Bash', {}, 'x') }))).blocks;
const options = defaultOptions('proxy');

it('by default only results of tools and pictures may be judged', () => {
  if (result === undefined) throw new Error('a result');

  const eligible = blockKinds.filter(kind => eligibilityOf({ ...result, kind }, options).kind === 'eligible');

  expect(eligible).toEqual(['toolResult', 'image']);
});

it('options widen it to what people wrote', () => {
  if (result === undefined) throw new Error('a result');
  const wide = { ...options, compressUserMessages: true, compressSystemMessages: true };

  const eligible = blockKinds.filter(kind => eligibilityOf({ ...result, kind }, wide).kind === 'eligible');

  expect(eligible).toEqual(['system', 'userText', 'toolResult', 'image']);
});

it('pictures are left alone when imageOptimize is off, and when they were asked back', () => {
  if (result === undefined) throw new Error('a result');
  const picture = { ...result, kind: 'image' } as const;

  expect(eligibilityOf(picture, { ...options, imageOptimize: false }).kind).toBe('sacred');
  expect(eligibilityOf({ ...picture, tool: 'mcp__headroom__headroom_retrieve' }, options).kind).toBe('sacred');
});
