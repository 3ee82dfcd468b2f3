import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compressRequest } from '../../../src/engine/compress.ts';
import { makeHandle } from '../../../src/engine/plan/handle.ts';
import { parseOptions } from '../../../src/shared/options.ts';

const runs = Number(process.env.FC_RUNS ?? 40);

type Message = Readonly<Record<string, unknown>>;

interface Step {
  readonly speaks: boolean;
  readonly says: boolean;
  readonly thinks: boolean;
  readonly calls: number;
  readonly words: number;
}

const formats = ['anthropic', 'openai-chat', 'openai-responses', 'gemini'] as const;
type Format = (typeof formats)[number];

/** A conversation in which every step calls tools, told in the words of each provider. */
function bodyOf(format: Format, steps: readonly Step[]) {
  const messages = steps.flatMap((step, i): Message[] => {
    const ids = Array.from({ length: step.calls }, (_, call) => `call_${i}_${call}`);
    const spoken = i === 0 || step.speaks;
    const asked = spoken ? `Question ${i}, "exactly" so` : undefined;
    const output = (id: string): string => `output of ${id}\n${'word '.repeat(step.words)}`;
    return tell[format]({ asked, says: step.says, thinks: step.thinks, ids, output, i });
  });
  const key = format === 'openai-responses' ? 'input' : format === 'gemini' ? 'contents' : 'messages';
  return { model: 'small', [key]: messages };
}

interface Told {
  readonly asked: string | undefined;
  readonly says: boolean;
  readonly thinks: boolean;
  readonly ids: readonly string[];
  readonly output: (id: string) => string;
  readonly i: number;
}

const tell: Readonly<Record<Format, (told: Told) => Message[]>> = {
  anthropic: ({ asked, says, thinks, ids, output, i }) => [
    ...(asked === undefined
      ? []
      : [...(i === 0 ? [] : [{ role: 'assistant', content: `Answer ${i}` }]), { role: 'user', content: asked }]),
    {
      role: 'assistant',
      content: [
        ...(thinks ? [{ type: 'thinking', thinking: `thought ${i}`, signature: `s${i}` }] : []),
        ...(says ? [{ type: 'text', text: `Let me look ${i}` }] : []),
        ...ids.map(id => ({ type: 'tool_use', id, name: 'run', input: { id } })),
      ],
    },
    { role: 'user', content: ids.map(id => ({ type: 'tool_result', tool_use_id: id, content: output(id) })) },
  ],
  'openai-chat': ({ asked, says, ids, output, i }) => [
    ...(asked === undefined ? [] : [{ role: 'user', content: asked }]),
    {
      role: 'assistant',
      content: says ? `Let me look ${i}` : null,
      tool_calls: ids.map(id => ({ id, type: 'function', function: { name: 'run', arguments: '{}' } })),
    },
    ...ids.map(id => ({ role: 'tool', tool_call_id: id, content: output(id) })),
  ],
  'openai-responses': ({ asked, says, thinks, ids, output, i }) => [
    ...(asked === undefined ? [] : [{ role: 'user', content: asked }]),
    ...(says ? [{ role: 'assistant', content: `Let me look ${i}` }] : []),
    ...(thinks ? [{ type: 'reasoning', id: `rs_${i}`, summary: [], encrypted_content: 'x' }] : []),
    ...ids.map(id => ({ type: 'function_call', call_id: id, name: 'run', arguments: '{}' })),
    ...ids.map(id => ({ type: 'function_call_output', call_id: id, output: output(id) })),
  ],
  gemini: ({ asked, says, ids, output, i }) => [
    ...(asked === undefined
      ? []
      : [
          ...(i === 0 ? [] : [{ role: 'model', parts: [{ text: `Answer ${i}` }] }]),
          { role: 'user', parts: [{ text: asked }] },
        ]),
    {
      role: 'model',
      parts: [
        ...(says ? [{ text: `Let me look ${i}` }] : []),
        ...ids.map(id => ({ functionCall: { id, name: 'run', args: { id } } })),
      ],
    },
    {
      role: 'user',
      parts: ids.map(id => ({ functionResponse: { id, name: 'run', response: { output: output(id) } } })),
    },
  ],
};

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

const step = (words: number, change: Partial<Step> = {}): Step => ({
  speaks: false,
  says: false,
  thinks: false,
  calls: 1,
  words,
  ...change,
});

const steps = fc.array(
  fc.record({
    speaks: fc.boolean(),
    says: fc.boolean(),
    thinks: fc.boolean(),
    calls: fc.integer({ min: 1, max: 3 }),
    words: fc.nat({ max: 200 }),
  }),
  { minLength: 3, maxLength: 14 },
);

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

function idsIn(value: unknown, what: 'call' | 'result'): readonly string[] {
  const found: string[] = [];
  JSON.stringify(value, (_, node: unknown) => {
    if (typeof node !== 'object' || node === null) return node;
    const fields = new Map<string, unknown>(Object.entries(node));
    const id =
      what === 'call'
        ? fields.has('input') || fields.has('arguments') || fields.has('function') || fields.has('args')
          ? (fields.get('call_id') ?? fields.get('id'))
          : undefined
        : (fields.get('tool_use_id') ??
          fields.get('tool_call_id') ??
          (fields.has('output') ? fields.get('call_id') : undefined) ??
          (fields.has('response') ? fields.get('id') : undefined));
    if (typeof id === 'string') found.push(id);
    return node;
  });
  return [...new Set(found.filter(id => id.startsWith('call_')))];
}

function rolesIn(value: unknown): readonly string[] {
  return [...JSON.stringify(value).matchAll(/"role":"(\w+)"/g)].map(([, role]) => role ?? '');
}

function isSubsequence(some: readonly string[], all: readonly string[]): boolean {
  let at = 0;
  for (const id of some) {
    at = all.indexOf(id, at) + 1;
    if (at === 0) return false;
  }
  return true;
}
