import { expect, it } from 'vitest';
import { asksForAnalysis, protectedCode } from '../../../src/engine/plan/analysisContext.ts';

const code = Array.from({ length: 30 }, (_, i) => `const value${i} = compute(${i});`).join('\n');
const on = { protectAnalysisContext: true };
const subject = { text: code, kind: 'toolResult' } as const;

it.each([
  'Please analyze this',
  'Can you review my change?',
  'debug the login',
  'Why does it crash?',
  "what's wrong here",
])('hears a wish for analysis in %j', question => expect(asksForAnalysis(question)).toBe(true));

it.each(['Add a button', 'Run the tests', undefined])('hears none in %j', question => {
  expect(asksForAnalysis(question)).toBe(false);
});

it('protects code that is to be analysed, and only then', () => {
  expect(protectedCode({ ...subject, question: 'Review this' }, on)).toContain('stays whole');
  expect(protectedCode({ ...subject, question: 'Add a button' }, on)).toBeUndefined();
  expect(protectedCode({ ...subject, question: 'Review this' }, { protectAnalysisContext: false })).toBeUndefined();
});

it('protects no data and no logs', () => {
  const question = 'Analyze this output';

  expect(protectedCode({ kind: 'toolResult', text: '[{"id": 1}, {"id": 2}]', question }, on)).toBeUndefined();
  expect(
    protectedCode({ kind: 'toolResult', text: '12:00 INFO started\n12:01 WARN slow', question }, on),
  ).toBeUndefined();
});

it('protects no JSON that a client cut, nor JSON with a note behind it', () => {
  const question = 'Analyze this output';
  const json = JSON.stringify(
    Array.from({ length: 60 }, (_, id) => ({ id, state: 'on' })),
    null,
    2,
  );

  expect(protectedCode({ kind: 'toolResult', text: json.slice(0, -300), question }, on)).toBeUndefined();
  expect(protectedCode({ kind: 'toolResult', text: `${json}\n(output truncated)`, question }, on)).toBeUndefined();
});
