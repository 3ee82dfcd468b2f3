import { describe, expect, it } from 'vitest';
import { compressRequest } from '../../src/engine/compress.ts';
import { defaultOptions, type Options } from '../../src/shared/options.ts';

const rows = JSON.stringify(Array.from({ length: 500 }, (_, id) => ({ id, name: `row ${id}`, ok: true })));

/** Two searches, each answered; the second answer is what the model has not seen yet. */
const shapes: Readonly<Record<string, unknown>> = {
  anthropic: {
    model: 'claude-sonnet-4-5',
    system: 'Be brief.',
    messages: [
      { role: 'user', content: 'Search' },
      { role: 'assistant', content: [{ type: 'tool_use', id: 'a', name: 'search', input: {} }] },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'a', content: rows }] },
    ],
  },
  'openai-chat': {
    model: 'gpt-4o',
    messages: [
      { role: 'user', content: 'Search' },
      { role: 'assistant', tool_calls: [{ id: 'a', type: 'function', function: { name: 'search', arguments: '{}' } }] },
      { role: 'tool', tool_call_id: 'a', content: rows },
    ],
  },
  'openai-responses': {
    model: 'gpt-5',
    input: [
      { role: 'user', content: 'Search' },
      { type: 'function_call', call_id: 'a', name: 'search', arguments: '{}' },
      { type: 'function_call_output', call_id: 'a', output: rows },
    ],
  },
  gemini: {
    contents: [
      { role: 'user', parts: [{ text: 'Search' }] },
      { role: 'model', parts: [{ functionCall: { name: 'search', args: {} } }] },
      { role: 'user', parts: [{ functionResponse: { name: 'search', response: { output: rows } } }] },
    ],
  },
};

function compressed(value: unknown, change: Partial<Options> = {}, sparesNewest = true) {
  const body = Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));
  const options = { ...defaultOptions('library'), ...change };
  return compressRequest({ body, options, sparesNewest }, () => 'aaaaaaaaaa').then(result => ({
    ...result,
    given: body,
  }));
}

describe('compressRequest', () => {
  it.each(Object.entries(shapes))('makes a fresh result of a %s body smaller', async (format, value) => {
    const { index, tokensBefore, tokensAfter, originals } = await compressed(value);

    expect(index?.format).toBe(format);
    expect(tokensAfter).toBeLessThan(tokensBefore / 2);
    expect(originals).toEqual([{ handle: 'aaaaaaaaaa', text: rows }]);
  });

  it('changes nothing but the replaced texts', async () => {
    const around = ['{"messages":[{"role":"tool", "big": 9007199254740993, "content":', '}], "x": 1.0 }\r\n'];

    const { body } = await compressed(`${around[0]}${JSON.stringify(rows)}${around[1]}`);

    const text = Buffer.from(body).toString();
    expect(text.startsWith(around[0] ?? '')).toBe(true);
    expect(text.endsWith(around[1] ?? '')).toBe(true);
  });

  it('tells why for every block, also for those left alone', async () => {
    const { receipts, index } = await compressed(shapes.anthropic);

    expect(receipts).toHaveLength(index?.blocks.length ?? 0);
    expect(receipts.every(({ reason }) => reason !== '')).toBe(true);
  });

  it('covers every message by a window that was asked for, and spares the newest by default', async () => {
    expect((await compressed(shapes.anthropic, { protectRecent: 4 }, false)).tokensAfter).toBe(
      (await compressed(shapes.anthropic, { protectRecent: 4 }, false)).tokensBefore,
    );
    expect((await compressed(shapes.anthropic, { protectRecent: 0 }, false)).cacheSafe).toBe(true);
    expect((await compressed(shapes.anthropic)).cacheSafe).toBe(false);
  });

  it.each(['', '{', '"text"', '{"messages": 1}', '[1, 2]', '\u0000'])('leaves %j as it came', async text => {
    const { body, given, receipts } = await compressed(text);

    expect(body).toBe(given);
    expect(receipts.every(({ transform }) => transform === 'none')).toBe(true);
  });

  it('omits nothing when nobody keeps originals', async () => {
    const body = Buffer.from(JSON.stringify(shapes.anthropic));
    const options = defaultOptions('library');

    const { receipts, originals } = await compressRequest({ body, options, sparesNewest: true });

    expect(originals).toEqual([]);
    expect(receipts.some(({ grade }) => grade === 'omission')).toBe(false);
    expect(receipts.some(({ handle }) => handle !== undefined)).toBe(false);
  });

  it('gives the same bytes however many run at once', async () => {
    const results = await Promise.all(Array.from({ length: 5 }, () => compressed(shapes['openai-chat'])));

    expect(new Set(results.map(({ body }) => Buffer.from(body).toString())).size).toBe(1);
  });

  it('compresses user and system messages only when asked', async () => {
    const value = [
      { role: 'system', content: rows },
      { role: 'user', content: rows },
    ];
    const touched = async (change: Partial<Options>) =>
      (await compressed(value, change)).receipts.flatMap(({ transform, kind }) => (transform === 'none' ? [] : [kind]));

    expect(await touched({ compressSystemMessages: false })).toEqual([]);
    expect(await touched({ compressSystemMessages: true, protectRecent: 0 })).toEqual(['system']);
    expect(await touched({ compressSystemMessages: false, compressUserMessages: true })).toEqual(['userText']);
  });
});
