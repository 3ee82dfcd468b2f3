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

const program = 'var a=(n,t)=>{let s=n(t);return s&&{x:s[0]}};';

test('a program that is hardly longer than its two ends stays whole beside one that is shortened', () => {
  const short = program.repeat(48).slice(0, 2100);

  const output = applyTo(foldOpaque, `${program.repeat(270)}\n${short}\nend`)?.output ?? '';

  expect(output.endsWith(`\n${short}\nend`)).toBe(true);
  expect(output.match(/\[headroom: /g)).toHaveLength(1);
});

test('what is wrong in the middle stays readable, and every gap is counted', () => {
  const text = `${program.repeat(100)}status=FAILED,reason=card declined;${program.repeat(100)}`;

  const output = applyTo(foldOpaque, `before\n${text}\nafter`)?.output ?? '';

  expect(output).toContain('status=FAILED,reason=card declined;');
  const gaps = [
    ...output.matchAll(/\n\[headroom: ([\d,]+) of 9,035 characters omitted \(a minified program\); get: h7k2m9qd\]\n/g),
  ];
  const omitted = gaps.reduce((sum, [, count = '']) => sum + Number(count.replace(',', '')), 0);
  expect(gaps).toHaveLength(2);
  expect(gaps.reduce((rest, [mark]) => rest.replace(mark, ''), output).length + omitted).toBe(text.length + 13);
});

test('ordinary long text is not encoded data', () => {
  expect(applyTo(foldOpaque, 'many ordinary words in one line, '.repeat(400))).toBeUndefined();
});
