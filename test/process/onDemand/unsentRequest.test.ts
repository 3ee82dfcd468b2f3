import { expect, it } from 'vitest';
import { factsOfUnsent } from '../../../src/process/onDemand/unsentRequest.ts';
import { parseOptions } from '../../../src/shared/options.ts';

it('describes a request that nobody sent: its own bytes, nothing settled, no model unless one is named', () => {
  const options = parseOptions({ savingsProfile: 'lossless' }, 'library');
  const unsent = { name: 'inspection', mode: 'audit', body: Buffer.from('{}'), format: 'anthropic', options } as const;

  expect(factsOfUnsent(unsent)).toMatchObject({ id: 'inspection', profile: 'lossless', sentBytes: 2, settled: [] });
  expect(factsOfUnsent(unsent)).not.toHaveProperty('model');
  expect(factsOfUnsent({ ...unsent, model: 'gpt-4o' }).model).toBe('gpt-4o');
});
