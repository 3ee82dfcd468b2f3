import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { profiles } from '../../../src/shared/modes.ts';
import { fingerprint, judgeText } from './judgeAll.ts';
import { captureNames, readCapture } from './text/captures.ts';

const cases = profiles.flatMap(savingsProfile => captureNames.map(name => ({ savingsProfile, name })));

function outputOf(text: string, options: Readonly<Record<string, unknown>>): string {
  const judgement = judgeText(text, options);
  return judgement.kind === 'replace' ? judgement.output : text;
}

describe('what every judgement keeps', () => {
  test.each(cases)('$name in $savingsProfile: a changed digit or a dropped line shows', ({ savingsProfile, name }) => {
    const text = readCapture(name);
    const output = outputOf(text, { savingsProfile });
    const judgement = judgeText(text, { savingsProfile });
    // What a terminal draws over is in the original only, which is kept under a handle of its own.
    if (judgement.kind === 'replace' && judgement.grade === 'settled') return;

    for (const share of [0.1, 0.35, 0.6, 0.85]) {
      const from = Math.floor(text.length * share);
      const digit = from + text.slice(from).search(/\d/);
      const changed = text.slice(0, digit) + ((Number(text[digit]) + 1) % 10) + text.slice(digit + 1);
      const dropped = text.slice(0, from) + text.slice(from).replace(/\n[^\n]*\S[^\n]*/, '');
      expect(outputOf(changed, { savingsProfile })).not.toBe(output);
      expect(outputOf(dropped, { savingsProfile })).not.toBe(output);
    }
  });

  test.each(cases)('$name in $savingsProfile: an output is never rewritten again', ({ savingsProfile, name }) => {
    const output = outputOf(readCapture(name), { savingsProfile });

    expect(outputOf(output, { savingsProfile })).toBe(output);
  });

  test('processes with other locales and time zones judge alike', () => {
    const script = `import { fingerprint } from ${JSON.stringify(new URL('./judgeAll.ts', import.meta.url).href)}; process.stdout.write(fingerprint());`;
    const env = { ...process.env, TZ: 'Asia/Kathmandu', LC_ALL: 'tr_TR.UTF-8', LANG: 'tr_TR.UTF-8', NODE_OPTIONS: '' };

    const elsewhere = execFileSync(process.execPath, ['--input-type=module', '-e', script], { env, encoding: 'utf8' });

    expect(elsewhere).toBe(fingerprint());
  }, 30_000);
});

describe('every option that concerns transforms changes bytes', () => {
  const rows = Array.from({ length: 400 }, (_, id) => ({
    id,
    name: `item ${id}`,
    note: `text ${(id * 7919) % 997} `.repeat(9),
  }));
  const json = JSON.stringify({ rows });

  test.each([
    ['savingsProfile', { savingsProfile: 'lossless' }],
    ['savingsProfile', { savingsProfile: 'agent-90' }],
    ['targetRatio', { targetRatio: 0.9 }],
    ['targetRatio', { targetRatio: 0.05 }],
    ['minTokensToCompress', { minTokensToCompress: 1_000_000 }],
    ['toolProfiles', { toolProfiles: { list: 'off' } }],
    ['toolProfiles', { toolProfiles: { list: { maxArrayItems: 3 } } }],
    ['toolProfiles', { toolProfiles: { list: { maxStringLength: 20 } } }],
    ['toolProfiles', { toolProfiles: { list: { maxDepth: 1 } } }],
  ])('%s: %j', (_, options) => {
    const usual = judgeText(json, {}, 'list');

    expect(judgeText(json, options, 'list')).not.toEqual(usual);
  });
});
