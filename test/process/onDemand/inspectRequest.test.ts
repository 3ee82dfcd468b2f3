import { expect, it } from 'vitest';
import { inspectRequest } from '../../../src/process/onDemand/inspectRequest.ts';

const rows = JSON.stringify(Array.from({ length: 500 }, (_, id) => ({ id, name: `row ${id}`, ok: true })));

it('weighs a request that nobody sent and says what to do', async () => {
  const body = Buffer.from(
    JSON.stringify([
      { role: 'user', content: 'Search' },
      { role: 'tool', content: rows },
    ]),
  );

  const mri = await inspectRequest({ body, model: 'gpt-4o' });

  expect(mri).toMatchObject({ model: 'gpt-4o', window: 128_000, errorBand: 0 });
  expect(mri.composition.map(({ kind }) => kind)).toEqual(['userText', 'toolResult']);
  expect(mri.tokens).toBe(mri.composition.reduce((sum, { tokens }) => sum + tokens, 0));
  expect(mri.waste.map(({ category }) => category)).toContain('jsonBloat');
  expect(new Set(mri.recommendations).size).toBe(mri.recommendations.length);
});

it('says why a body cannot be read', async () => {
  expect((await inspectRequest({ body: Buffer.from('hello') })).fault).toContain('neither a request body');
});

it('gives waste no price where nobody knows one', async () => {
  const body = Buffer.from(JSON.stringify([{ role: 'tool', content: rows }]));

  const known = await inspectRequest({ body, model: 'gpt-4o' });
  const unknown = await inspectRequest({ body, model: 'nobody-knows-this-1' });

  expect(known.waste[0]?.costPerTurn).toBeGreaterThan(0);
  expect(unknown.waste[0]).toMatchObject({ category: 'jsonBloat', costPerTurn: null });
});
