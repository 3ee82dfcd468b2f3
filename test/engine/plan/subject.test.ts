import { expect, it } from 'vitest';
import { callFacts, parseInput, subjectOf } from '../../../src/engine/plan/subject.ts';
import { ask, indexOf, round } from '../analysis/analysisLab.ts';

function facts(input: unknown) {
  const body = Buffer.from(JSON.stringify(input));
  return callFacts(body, { start: 0, end: body.length });
}

it('gathers the text, its call and the question before it, not a later one', () => {
  const later = { role: 'user', content: 'And why?' };
  const messages = [ask, ...round('t1', 'Bash', { command: 'npm test' }, '1 failed'), later];
  const body = Buffer.from(JSON.stringify({ messages }));
  const index = indexOf(body);
  const block = index.blocks.find(({ kind }) => kind === 'toolResult');

  expect(block && subjectOf(body, index, block)).toEqual({
    text: '1 failed',
    kind: 'toolResult',
    tool: 'Bash',
    command: 'npm test',
    question: 'Why do the tests fail?',
  });
});

it('reads commands and paths under the names that clients give them', () => {
  expect(facts({ command: ['bash', '-lc', 'ls -l'] })).toEqual({ command: 'ls -l' });
  expect(facts(JSON.stringify({ filePath: '/a.ts' }))).toEqual({ path: '/a.ts' });
  expect(facts([1])).toEqual({});
});

it('an input that is no JSON tells nothing', () => {
  const body = Buffer.from('{oops');

  expect(parseInput(body, { start: 0, end: body.length })).toBeUndefined();
});
