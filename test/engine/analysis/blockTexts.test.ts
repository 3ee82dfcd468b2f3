import { expect, it } from 'vitest';
import { AnalysisLab, ask, round } from './analysisLab.ts';

it('adds only the texts that the exchange before did not bring', async () => {
  const lab = new AnalysisLab();
  await lab.send([ask]);
  const { texts } = await lab.send([ask, ...round('t1', 'Bash', { command: 'ls' }, 'a.ts')]);

  expect([...texts.values()]).toContain('a.ts');
  expect([...texts.values()]).not.toContain('Why do the tests fail?');
});

it('brings a replacement together with its original', async () => {
  const { detail, texts } = await new AnalysisLab().send(
    [
      ask,
      ...round(
        't1',
        'Bash',
        { command: 'rows' },
        JSON.stringify(Array.from({ length: 90 }, (_, id) => ({ id, ok: true }))),
      ),
    ],
    { mode: 'simulate' },
  );
  const block = detail.blocks.findLast(({ kind }) => kind === 'toolResult');

  expect(texts.get(block?.hash ?? '')).toMatch(/^\[\{"id":0/);
  expect(texts.get(block?.replacementHash ?? '')?.length).toBeGreaterThan(0);
});
