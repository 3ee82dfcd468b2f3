import { expect, test } from 'vitest';
import { csvSample } from '../../../../../src/engine/transforms/structured/csv/csvSample.ts';
import { judgeContext } from '../../judgeContext.ts';

const lines = Array.from(
  { length: 2000 },
  (_, i) => `${i},city ${i % 90},${i === 1234 ? 'closed' : 'open'},${(i * 7919) % 1999}.5`,
);
const text = `id,city,state,height\n${lines.join('\n')}\n`;

test('kept rows are verbatim after their line number, and figures count every row', () => {
  const output = csvSample.apply({ text, kind: 'toolResult' }, judgeContext())?.output ?? '';
  const original = text.split('\n');

  const shown = output.split('\n').filter(line => /^\d+,/.test(line));
  expect(shown.length).toBeGreaterThan(10);
  for (const line of shown) expect(original[Number(line.split(',')[0]) - 1]).toBe(line.slice(line.indexOf(',') + 1));
  expect(output).toContain('state open ×1999, closed ×1; height 0.5..1998.5');
  expect(output).toContain('1236,1234,city 64,closed,');
  expect(output).toContain(
    `[headroom: ${(2000 - shown.length).toLocaleString('en')} of 2,000 rows omitted (much like those shown); get: abcdefghjk]`,
  );
});

test('failures that name different things stay, and the marker counts the others', () => {
  const jobs = Array.from({ length: 900 }, (_, i) =>
    i % 50 === 7
      ? `${i},"Error: Cannot find module './part${'abcdefghijklmnopqr'[(i - 7) / 50]}'"`
      : `${i},done in ${i} ms`,
  );
  const failing = jobs.map((line, i) => (i % 3 === 1 ? `${i},attempt ${i} failed` : line));

  const output = csvSample.apply(
    { text: `job,result\n${jobs.join('\n')}`, kind: 'toolResult' },
    judgeContext(),
  )?.output;
  const counted = csvSample.apply(
    { text: `job,result\n${failing.join('\n')}`, kind: 'toolResult' },
    judgeContext(),
  )?.output;

  for (const name of 'abcdefghijklmnopqr') expect(output).toContain(`'./part${name}'`);
  expect(output).toContain('rows omitted (much like those shown);');
  expect(counted).toMatch(/rows omitted \(\d+ of them with an error or a warning\);/);
});

test('the row that the question names stays', () => {
  const output = csvSample.apply(
    { text, kind: 'toolResult', question: 'Which state has 1777?' },
    judgeContext(),
  )?.output;

  expect(output).toContain('\n1779,1777,');
});
