import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compressRequest } from '../../../../src/engine/compress.ts';
import { makeHandle } from '../../../../src/engine/plan/handle.ts';
import { parseOptions } from '../../../../src/shared/options.ts';
import { bodyOf, formats, idsIn, isSubsequence, rolesIn, step, steps } from './windowBodies.ts';

/** Each case is a long conversation, in four formats: a tenth of the cheap ones' number. */
const runs = Math.ceil(Number(process.env.FC_RUNS ?? 400) / 10);

async function fitted(value: unknown, change: Readonly<Record<string, unknown>> = {}, isKept = true) {
  const body = Buffer.from(JSON.stringify(value, null, 1));
  const options = parseOptions(
    {
      protectRecent: 0,
      outputBufferTokens: 100,
      minTokensToCompress: 1e9,
      modelContextLimits: { small: 1600 },
      ...change,
    },
    'library',
  );
  const name = isKept ? (text: string) => makeHandle(new Uint8Array(8), 'test', text) : undefined;
  const result = await compressRequest({ body, options, sparesNewest: true }, name);
  return { ...result, given: body, text: Buffer.from(result.body).toString() };
}

describe.each(formats)('a %s request over its window', format => {
  it('is cut in one step to 70 %, oldest results first, with a marker and an original', async () => {
    const { tokensAfter, text, originals, receipts } = await fitted(
      bodyOf(
        format,
        Array.from({ length: 12 }, () => step(200)),
      ),
    );

    expect(tokensAfter).toBeLessThanOrEqual(1500);
    expect(tokensAfter).toBeGreaterThan(700);
    expect(text).toContain('[headroom: ');
    expect(text).not.toContain('output of call_1_0');
    expect(text).toContain('output of call_11_0');
    expect(originals[0]?.text).toContain('output of call_1_0');
    expect(receipts.filter(({ transform }) => transform === 'rolling_window').length).toBeGreaterThan(3);
  });

  it('keeps pairs, order, alternation and everything that people wrote', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async drawn => {
        const given = bodyOf(format, drawn);
        const { text, body, given: before, tokensAfter, tokensBefore } = await fitted(given);

        const after: unknown = JSON.parse(text);
        expect(idsIn(after, 'call')).toEqual(idsIn(after, 'result'));
        expect(isSubsequence(idsIn(after, 'call'), idsIn(given, 'call'))).toBe(true);
        expect(body.length).toBeLessThanOrEqual(before.length);
        expect(tokensAfter).toBeLessThanOrEqual(tokensBefore);
        for (const said of JSON.stringify(given).match(/Question \d+, \\"exactly\\" so|Let me look \d+/g) ?? []) {
          expect(text).toContain(said);
        }
        if (format === 'anthropic' || format === 'gemini') expect(rolesIn(after).join(' ')).not.toMatch(/(\w+) \1/);
      }),
      { numRuns: runs },
    );
  });

  it('repeats its cuts to the byte with one more turn, until that is too large itself', async () => {
    const all = Array.from({ length: 24 }, (_, i) => step(50, { says: i % 3 === 0 }));
    const texts = await Promise.all(
      all.slice(4).map(async (_, i) => (await fitted(bodyOf(format, all.slice(0, i + 4)))).text),
    );

    const breaks = texts.flatMap((text, i) => {
      const next = texts[i + 1];
      return next === undefined || next.startsWith(text.replace(/[\s\]}]*$/, '')) ? [] : [i];
    });

    expect(texts.at(-1)).toContain('[headroom: ');
    expect(breaks.length).toBeGreaterThan(0);
    expect(breaks.length).toBeLessThanOrEqual(4);
  });
});

describe('the rolling window', () => {
  const long = bodyOf(
    'anthropic',
    Array.from({ length: 12 }, () => step(200)),
  );

  it('leaves a request alone that cannot fit, and says so', async () => {
    const { body, given, warnings } = await fitted(long, { keepTurns: 12 });

    expect(body).toBe(given);
    expect(warnings.join()).toContain('may not be cut');
  });

  it('cuts nothing when originals are not kept', async () => {
    const { body, given, warnings } = await fitted(long, {}, false);

    expect(body).toBe(given);
    expect(warnings.join()).toContain('originals are not kept');
  });

  it.each([
    { outputBufferTokens: 700 },
    { keepTurns: 4 },
    { modelContextLimits: { small: 1200 } },
    { modelContextLimits: { small: 1_000_000 } },
  ])('sends other bytes with %j', async change => {
    const big = bodyOf(
      'anthropic',
      Array.from({ length: 12 }, () => step(180)),
    );

    expect((await fitted(big, change)).text).not.toBe((await fitted(big)).text);
  });

  it('leaves thoughts of the running question with their parallel calls', async () => {
    const steps = Array.from({ length: 12 }, () => step(100, { thinks: true, calls: 2 }));

    const { body, given } = await fitted(bodyOf('anthropic', steps));

    expect(body).toBe(given);
  });
});
