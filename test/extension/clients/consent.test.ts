import { expect, test } from 'vitest';
import { Consent } from '../../../src/extension/clients/consent.ts';

test('watching needs no consent; changing needs it once, and a refusal is asked again', async () => {
  const remembered = new Map<string, unknown>();
  const answers = [false, true];
  let asked = 0;
  const consent = new Consent(
    { confirm: async () => answers[asked++] ?? false },
    { get: key => remembered.get(key), update: async (key, value) => void remembered.set(key, value) },
  );

  expect(consent.permitted('optimize')).toBe('audit');
  expect(await consent.permits('simulate')).toBe(true);
  expect(await consent.permits('optimize')).toBe(false);
  expect(await consent.permits('optimize')).toBe(true);
  expect(await consent.permits('optimize')).toBe(true);
  expect(asked).toBe(2);
  expect(consent.permitted('optimize')).toBe('optimize');
  expect(consent.permitted('off')).toBe('off');
});
