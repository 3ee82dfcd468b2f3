import { expect, it } from 'vitest';
import { labelOf, shorten } from '../../../src/engine/analysis/labelOf.ts';
import { ask, indexOf, round } from './analysisLab.ts';

const blocks = indexOf(Buffer.from(JSON.stringify({ messages: [ask, ...round('t1', 'Read', {}, 'x')] }))).blocks;

function label(kind: (typeof blocks)[number]['kind'], subject: string | undefined, text: string): string {
  const block = blocks.find(one => one.kind === 'toolResult');
  if (block === undefined) throw new Error('a result');
  return labelOf({ ...block, kind }, { subject, text: () => text });
}

it.each([
  ['toolResult', '/home/ada/src/invoice.ts', '', 'Read invoice.ts'],
  ['toolResult', 'npm test\nnpm run lint', '', 'Read npm test'],
  ['userText', undefined, '<system-reminder>\nContents of /a/CLAUDE.md', 'CLAUDE.md'],
  ['userText', undefined, '<note>  Fix   the build </note>', 'Fix the build'],
  ['assistantText', undefined, '', 'assistantText'],
  ['thinking', undefined, 'hm', 'Thinking'],
] as const)('a %s is called by what people know of it', (kind, subject, text, expected) => {
  expect(label(kind, subject, text)).toBe(expected);
});

it('shortens with an ellipsis', () => {
  expect(shorten('one two three', 8)).toBe('one two…');
});

it('quotes no secret', () => {
  const key = ['AKIA', 'QWERTYUIOPASDFGH'].join('');

  expect(label('userText', undefined, `Deploy with ${key} today`)).toBe('Deploy with [redacted: AWS access key] today');
});
