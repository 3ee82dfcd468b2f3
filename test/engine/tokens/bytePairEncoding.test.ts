import fc from 'fast-check';
import { Tiktoken } from 'js-tiktoken/lite';
import cl100k from 'js-tiktoken/ranks/cl100k_base';
import o200k from 'js-tiktoken/ranks/o200k_base';
import { describe, expect, it } from 'vitest';
import { loadEncoding } from '../../../src/engine/tokens/encodings.ts';
import { hostileTexts } from './hostileTexts.ts';

const numRuns = Number(process.env.FC_RUNS ?? 400);

const references = { o200k_base: new Tiktoken(o200k), cl100k_base: new Tiktoken(cl100k) } as const;

describe.each(['o200k_base', 'cl100k_base'] as const)('%s', name => {
  it.each(edgeTexts())('gives the ids of js-tiktoken for %j', async text => {
    const encoding = await loadEncoding(name);

    const ids = encoding.encode(text);

    expect(ids).toEqual(references[name].encode(text, [], []));
    expect(encoding.count(text)).toBe(ids.length);
  });

  it('gives the ids of js-tiktoken for any text', async () => {
    const encoding = await loadEncoding(name);

    fc.assert(
      fc.property(anyText(), text => {
        const ids = encoding.encode(text);
        expect(ids).toEqual(references[name].encode(text, [], []));
        expect(encoding.count(text)).toBe(ids.length);
        expect(encoding.count(text)).toBe(ids.length);
      }),
      { numRuns },
    );
  });

  it('merges a piece beyond the scan limit as js-tiktoken does', async () => {
    const encoding = await loadEncoding(name);
    const texts = ['ab'.repeat(200), 'abcdefghij'.repeat(40), ' '.repeat(300), `${'='.repeat(250)}x`, 'ÄÖü'.repeat(90)];

    for (const text of texts) expect(encoding.encode(text)).toEqual(references[name].encode(text, [], []));
  });

  it('takes special tokens for plain text', async () => {
    const encoding = await loadEncoding(name);

    expect(encoding.count('<|endoftext|>')).toBeGreaterThan(1);
  });

  it('counts the same whether a text is encoded in the kept buffer or in its own', async () => {
    const encoding = await loadEncoding(name);
    const line = 'const größe = await load("ключ", 12345);\n';

    const once = encoding.count(line);

    expect(encoding.count(line.repeat(10_000))).toBe(once * 10_000);
  });

  it('names the byte offset at which every token ends', async () => {
    const encoding = await loadEncoding(name);

    const ends = encoding.tokenEnds('Grüße, world 😀');

    expect(ends.at(-1)).toBe(Buffer.byteLength('Grüße, world 😀'));
    expect(ends).toEqual([...ends].sort((a, b) => a - b));
  });

  it.each(Object.keys(hostileTexts(3)))('stays fast on 200 KB of %s', async key => {
    const encoding = await loadEncoding(name);
    const text = hostileTexts()[key] ?? '';

    const startedAt = performance.now();
    encoding.count(text);

    // The bench holds the promised 200 ms; this bound only tells linear from quadratic on a busy machine.
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });
});

function edgeTexts(): readonly string[] {
  return [
    '',
    ' ',
    '\n',
    'a',
    "I'm we'll THEY'RE you'Ve x'D 'S's 'tis 'sup",
    'helloWorld HTTPServer ABCdef ABC日本dEF AB日C日D',
    '  leading and trailing  ',
    'tabs\tand\t\ttabs\t\n\n  \n x',
    'line\r\nline\r\r\n\n/ //\n/path',
    'a/b/c\n/d !/\n/!?/\r/',
    '1234567890 12,345.678 ١٢٣٤ Ⅷ½²',
    '!!!???... --- === ___ ***/ ```ts\n',
    ' !a !1 ! b',
    'e\u0301 \u0301 \u0301A \u0301Ab !\u0301a !!\u0301a \u0301\u0301 1\u0301',
    '\u00a0a\u00a0\u00a0b\u2003c\u3000d\u2028e\ufefff',
    '日本語のテキスト、そして漢字。한국어 ไทย हिन्दी',
    'Ǆ ǅ ǆ ǅa aǅ ʰa aʰ Aʰ ßẞ',
    '😀😃👩‍👩‍👧‍👦🇩🇪 ❤️',
    '\ud83d',
    '\ud83d\ud83d\ude00\ude00a\udc00',
    '<|endoftext|><|fim_prefix|><|im_start|>',
    '\u0000\u0001\u007f\u0080',
    '{"key": [1.0, true, null], "url": "https://example.com/a?b=c&d=%20"}',
    'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
    '    if (x) {\n        return y;\n    }\n\n\n',
    "don't\u2019t 'ſ",
  ];
}

/** Words of code and prose, whole Unicode, and single characters that the patterns treat specially, mixed. */
function anyText(): fc.Arbitrary<string> {
  const special = fc.constantFrom(
    ...[..." \t\n\r/'!_-.,A1aß日\u0301\u00a0\u2003\u200dǅʰ½٣"],
    "'s",
    "'LL",
    '\r\n',
    '  ',
    'AB',
    'ab',
    '\ud800',
    '\udfff',
    '😀',
  );
  const word = fc.constantFrom('the', ' return', 'HTTPServer', 'snake_case', '12345', 'naïve', 'привет', '中文', '://');
  const part = fc.oneof(
    special,
    special,
    word,
    fc.string({ unit: 'binary', maxLength: 4 }),
    fc.string({ maxLength: 6 }),
  );
  return fc.array(part, { maxLength: 24 }).map(parts => parts.join(''));
}
