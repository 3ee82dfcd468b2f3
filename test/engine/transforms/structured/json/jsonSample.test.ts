import { describe, expect, test } from 'vitest';
import { jsonSample } from '../../../../../src/engine/transforms/structured/json/jsonSample.ts';
import { judgeContext } from '../../judgeContext.ts';

const pods = Array.from({ length: 300 }, (_, i) => ({
  metadata: { name: `web-${i.toString(36)}`, namespace: i % 3 === 0 ? 'blue' : 'green' },
  status: {
    phase: i === 211 ? 'Failed' : 'Running',
    restarts: i === 99 ? 41 : i % 3,
    ...(i === 211 ? { message: 'OOMKilled: memory limit exceeded' } : {}),
  },
}));

function sample(value: unknown, question?: string, options: Readonly<Record<string, unknown>> = {}): string {
  const subject = { text: JSON.stringify(value, null, 2), kind: 'toolResult' as const };
  return (
    jsonSample.apply(question === undefined ? subject : { ...subject, question }, judgeContext(options))?.output ?? ''
  );
}

describe('json_sample', () => {
  test('a long list looks like this', async () => {
    await expect(sample({ kind: 'List', items: pods })).toMatchFileSnapshot(
      '../../../../golden/structured/pods.balanced.txt',
    );
    await expect(sample({ kind: 'List', items: pods }, undefined, { savingsProfile: 'agent-90' })).toMatchFileSnapshot(
      '../../../../golden/structured/pods.agent-90.txt',
    );
  });

  test('the failure, the outlier and both ends stay; figures count every row', () => {
    const output = sample({ items: pods });

    for (const kept of ['OOMKilled: memory limit exceeded', '99,web-2r', '0,web-0', '299,web-8b'])
      expect(output).toContain(kept);
    expect(output).toContain('status.phase Running ×299, Failed ×1');
    expect(output).toContain('metadata.namespace green ×200, blue ×100');
  });

  test('every line of a log that tells of something wrong in its own words stays', () => {
    const wrong = [
      'ENOENT: no such file or directory, open /etc/key.pem',
      'segmentation fault (core dumped)',
      'cannot connect: invalid certificate',
      'WARN disk almost full',
      'worker exit code 137',
    ];
    const events = Array.from({ length: 1500 }, (_, i) => ({
      ts: 1_700_000_000 + i * 7,
      svc: ['api', 'db', 'web'][i % 3],
      msg: wrong[(i - 700) / 100] ?? `handled request ${i} in ${i % 97} ms for user ${(i * 31) % 997}`,
    }));

    for (const savingsProfile of ['balanced', 'agent-90']) {
      const output = sample(events, undefined, { savingsProfile });

      for (const message of wrong) expect(output).toContain(message);
    }
  });

  test('the marker counts the rows with an error that are not shown', () => {
    const events = Array.from({ length: 600 }, (_, i) => ({
      n: i,
      msg: i % 4 === 0 ? `job ${i} failed` : `job ${i} done`,
    }));

    expect(sample(events)).toMatch(/rows or members, 1\d\d of them with an error or a warning/);
  });

  test('rows that the question names stay', () => {
    expect(sample({ items: pods }, 'why is web-4f slow?')).toContain('web-4f');
  });

  test('records that do not fit the columns count in the figures all the same', () => {
    const rows = Array.from({ length: 200 }, (_, n) =>
      n % 4 === 0 ? { kind: 'b', n, note: `note ${n}` } : { n, note: `note ${n}`, kind: 'a' },
    );

    expect(sample(rows)).toContain('kind a ×150, b ×50');
  });

  test('JSON lines are sampled like a list', () => {
    const text = pods.map(pod => JSON.stringify(pod)).join('\n');

    const output = jsonSample.apply({ text, kind: 'toolResult' }, judgeContext())?.output;

    expect(output).toMatch(/\[300 lines, \d+ shown: #,/);
    expect(output).toContain('OOMKilled');
  });

  test('figures over lists inside records are given once for all', () => {
    const files = Array.from({ length: 30 }, (_, f) => ({
      file: `f${f}.ts`,
      messages: Array.from({ length: 40 }, (_, m) => ({
        rule: m % 5 === 0 ? 'semi' : 'quotes',
        line: m * 3,
        text: `finding ${m} of file ${f}`,
      })),
    }));

    expect(sample(files)).toContain('[].messages: over all 1,200: rule quotes ×960, semi ×240');
  });

  test('small documents are left to other transforms', () => {
    expect(sample([1, 2, 3])).toBe('');
  });
});
