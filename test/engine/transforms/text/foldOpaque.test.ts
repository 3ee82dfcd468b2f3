import { expect, test } from 'vitest';
import { foldOpaque } from '../../../../src/engine/transforms/text/foldOpaque.ts';
import { applyTo } from './textContext.ts';

/** Bytes without a pattern, from a fixed seed. */
function noise(length: number): string {
  let seed = 7;
  const bytes = Uint8Array.from({ length }, () => {
    seed = (seed * 1103515245 + 12345) & 0x7fffffff;
    return seed >> 16;
  });
  return Buffer.from(bytes).toString('base64');
}

test('encoded bytes keep their ends; the text around them stays', () => {
  const data = noise(6000);

  const output = applyTo(foldOpaque, `before\n{"image": "${data}"}\nafter`)?.output ?? '';

  expect(output.startsWith('before\n{"image": "')).toBe(true);
  expect(output.endsWith(`${data.slice(-80)}"}\nafter`)).toBe(true);
  expect(output).toContain('[headroom: 7,760 of 8,000 characters omitted (base64 data); get: h7k2m9qd]');
});

test('ordinary long text is not encoded data', () => {
  expect(applyTo(foldOpaque, 'many ordinary words in one line, '.repeat(400))).toBeUndefined();
});
