import { expect, test } from 'vitest';
import { yamlSample } from '../../../../../src/engine/transforms/structured/yaml/yamlSample.ts';
import { judgeContext } from '../../judgeContext.ts';

const events = Array.from({ length: 300 }, (_, i) =>
  [
    `- count: ${i % 7}`,
    `  message: ${i === 211 ? "'Error: cannot pull image, denied'" : `Started container web-${i}`}`,
    `  reason: ${i === 211 ? 'Failed' : 'Started'}`,
  ].join('\n'),
).join('\n');

test('YAML is shortened as JSON: failures, ends and figures over all rows stay', () => {
  const output =
    yamlSample.apply({ text: `items:\n${events}\n# end\n`, kind: 'toolResult' }, judgeContext())?.output ?? '';

  expect(output).toContain('[headroom: YAML as JSON, shortened;');
  expect(output).toContain('211,1,"Error: cannot pull image, denied",Failed');
  expect(output).toContain('reason Started ×299, Failed ×1');
  expect(output).toMatch(/1 lines of comments\); get: abcdefghjk\]$/);
});

test('other texts are left alone', () => {
  expect(yamlSample.apply({ text: '{"a": 1}', kind: 'toolResult' }, judgeContext())).toBeUndefined();
});
