import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { definitionSubject, schemaSlot, slimDefinition } from '../../../src/engine/plan/slimDefinition.ts';
import type { WireFormat } from '../../../src/shared/records.ts';
import { indexBytes, slice } from '../conversation/indexed.ts';

function slim(text: string): string {
  const judgement = slimDefinition({ text, kind: 'toolDefinition' });
  return judgement.kind === 'replace' ? judgement.output : text;
}

it('leaves out annotations wherever a schema stands, and no name of a property', () => {
  const schema = {
    $schema: 'https://json-schema.org/draft-07/schema#',
    title: 'Input',
    type: 'object',
    properties: {
      title: { type: 'string', title: 'Title', description: 'What it is called', examples: ['a', 'b'] },
      examples: { type: 'array', items: { title: 'Item', enum: ['title'], default: { title: 'x' } } },
    },
    required: ['title'],
    $defs: { title: { anyOf: [{ title: 'One', type: 'null' }, { type: 'number' }] } },
  };

  expect(JSON.parse(slim(JSON.stringify(schema)))).toEqual({
    type: 'object',
    properties: {
      title: { type: 'string', description: 'What it is called' },
      examples: { type: 'array', items: { enum: ['title'], default: { title: 'x' } } },
    },
    required: ['title'],
    $defs: { title: { anyOf: [{ type: 'null' }, { type: 'number' }] } },
  });
});

it('touches no other byte', () => {
  const text = '{ "type": "object",\n  "title" : "T" , "minimum": 1.0, "examples": [1e400],\n "x": "\\u0041" }';

  expect(slim(text)).toBe('{ "type": "object" , "minimum": 1.0,\n "x": "\\u0041" }');
});

it('gives JSON that says the same, and does nothing twice', () => {
  const word = fc.string({ maxLength: 8 });
  // Small ones: what matters is where they stand.
  const value = fc.oneof(word, fc.double({ noNaN: true }), fc.dictionary(fc.constantFrom('title', 'b'), word));
  const leaf = fc.record(
    { title: word, $schema: word, examples: fc.array(value, { maxLength: 3 }) },
    { requiredKeys: [] },
  );
  const nested = (inner: fc.Arbitrary<object>): fc.Arbitrary<object> =>
    fc.record(
      {
        title: word,
        type: fc.constantFrom('object', 'string'),
        properties: fc.dictionary(fc.constantFrom('title', 'a', 'examples'), inner),
        items: inner,
        anyOf: fc.array(inner, { maxLength: 2 }),
        default: value,
      },
      { requiredKeys: [] },
    );
  const schema = nested(nested(leaf));
  fc.assert(
    fc.property(schema, fc.constantFrom(0, 1), (drawn, indent) => {
      const text = JSON.stringify(drawn, null, indent);

      const once = slim(text);

      expect(JSON.parse(once)).toEqual(reference(JSON.parse(text)));
      expect(slim(once)).toBe(once);
    }),
    { numRuns: Number(process.env.FC_RUNS ?? 200) },
  );
});

/** The same, by rewriting the value. */
function reference(schema: unknown): unknown {
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) return schema;
  const entries = Object.entries(schema).filter(([key]) => !['title', '$schema', 'examples'].includes(key));
  return Object.fromEntries(
    entries.map(([key, value]) => {
      if (key === 'items') return [key, reference(value)];
      if (key === 'anyOf') return [key, (value as unknown[]).map(reference)];
      if (key !== 'properties') return [key, value];
      return [key, Object.fromEntries(Object.entries(value as object).map(([name, one]) => [name, reference(one)]))];
    }),
  );
}

describe('the schema of a definition', () => {
  const schema = { type: 'object', title: 'T' };
  const mark = { cache_control: { type: 'ephemeral' } };

  it.each([
    ['anthropic', { tools: [{ name: 'a', input_schema: schema, ...mark }], messages: [] }],
    ['openai-chat', { tools: [{ type: 'function', function: { name: 'a', parameters: schema } }], messages: [] }],
    ['openai-responses', { tools: [{ type: 'function', name: 'a', parameters: schema }], input: [] }],
    ['gemini', { tools: [{ functionDeclarations: [{ name: 'a', parameters: schema }] }], contents: [] }],
  ] satisfies [WireFormat, object][])('is found in %s, without what stands around it', (format, request) => {
    const body = Buffer.from(JSON.stringify(request));
    const block = indexBytes(format, body).blocks.find(({ kind }) => kind === 'toolDefinition');
    if (block === undefined) throw new Error('no definition');

    const slot = schemaSlot(body, block);

    expect(slot && slice(body, slot)).toBe(JSON.stringify(schema));
    expect(definitionSubject(body, block)).toMatchObject({ kind: 'toolDefinition', text: JSON.stringify(schema) });
  });
});

it.each(['{"title":1}', '{"title":"a","title":"b"}', '{"type":"object"}'])('leaves %s as it is', text => {
  expect(slim(text)).toBe(text);
});
