import { expect, it } from 'vitest';
import { StartError } from '../../src/process/startError.ts';

it('says what is in the way, and what lies behind it', () => {
  const cause = new Error('EADDRINUSE');

  expect(new StartError('Port 1 is in use.', { cause })).toMatchObject({
    name: 'StartError',
    message: 'Port 1 is in use.',
    cause,
  });
});
