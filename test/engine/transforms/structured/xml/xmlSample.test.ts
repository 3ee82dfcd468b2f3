import { expect, test } from 'vitest';
import { xmlSample } from '../../../../../src/engine/transforms/structured/xml/xmlSample.ts';
import { judgeContext } from '../../judgeContext.ts';

test('failed tests stay verbatim, passed ones are sampled and counted', () => {
  const passed = (from: number) =>
    Array.from(
      { length: 150 },
      (_, i) => `\t<testcase name="case ${from + i}" time="0.0${10 + (i % 7)}" classname="t"/>`,
    );
  const failure =
    '\t<testcase name="case 150" time="0.9">\n\t\t<failure message="expected 1">at a.ts:3:7</failure>\n\t</testcase>';
  const text = ['<testsuites>', ...passed(0), failure, ...passed(151), '\t<!-- fail 1 -->', '</testsuites>'].join('\n');

  const output = xmlSample.apply({ text, kind: 'toolResult' }, judgeContext())?.output ?? '';

  expect(output).toContain(failure);
  expect(output).toContain('<!-- fail 1 -->');
  expect(output.length).toBeLessThan(text.length / 3);
  expect(output).toMatch(/\[headroom: \d+ of 300 elements omitted \(.*\); get: abcdefghjk\]$/);
  expect(output).toContain('over all 300: ');
});
