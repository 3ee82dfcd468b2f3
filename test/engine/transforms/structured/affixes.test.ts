import { expect, test } from 'vitest';
import { commonAffixes } from '../../../../src/engine/transforms/structured/affixes.ts';

test.each([
  [['2026-07-23T18:57:15Z', '2026-07-21T18:00:51Z', '2026-07-23T19:00:38Z', '2026-07-22T15:41:16Z'], '2026-07-', 'Z'],
  [['/srv/app/a.ts', '/srv/app/b/c.ts', '/srv/app/d.ts', '/srv/app/e.ts'], '/srv/app/', '.ts'],
  [['12ms', '3ms', '400ms', '5ms'], '', 'ms'],
])('what all share is cut at a border: %#', (values, prefix, suffix) => {
  expect(commonAffixes(values)).toEqual({ prefix, suffix });
});

test.each([
  [['abcdef', 'abcdeg', 'abcdeh', 'abcdei']],
  [['1.10.5', '2.10.5', '3.10.5', '4.10.5']],
  [['', '', '', '']],
  [['a/{}/b', 'a/{}/c', 'a/{}/d', 'a/{}/e']],
  [['same/one', 'same/two']],
])('nothing is shared: %j', values => {
  expect(commonAffixes(values)).toBeUndefined();
});

test('a value keeps at least one character of its own', () => {
  expect(commonAffixes(['ab/x.ts', 'ab/x.ts.ts', 'ab/y.ts', 'ab/z.ts'])).toEqual({ prefix: '', suffix: '.ts' });
});
