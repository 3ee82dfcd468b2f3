import { expect, it } from 'vitest';
import { RefusedRequest } from '../../src/proxy/ports.ts';

it('a refusal carries its status and its message for a person', () => {
  const refusal = new RefusedRequest(404, 'It is gone.');

  expect([refusal.status, refusal.message, refusal.name]).toEqual([404, 'It is gone.', 'RefusedRequest']);
});
