import { expect, it } from 'vitest';
import { AnalysisLab, ask, round } from './analysisLab.ts';

it('says what the request added last, and nothing when it added no result', async () => {
  const lab = new AnalysisLab();

  const first = await lab.send([ask]);
  const second = await lab.send([ask, ...round('t1', 'Bash', { command: 'npm test' }, 'ok')], { branch: 'reviewer' });

  expect(first.detail).not.toHaveProperty('latest');
  expect(second.detail).toMatchObject({ latest: 'Bash npm test', branch: 'reviewer', conversation: 'e1' });
});
