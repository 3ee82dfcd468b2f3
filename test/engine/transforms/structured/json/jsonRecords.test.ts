import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jsonRecords } from '../../../../../src/engine/transforms/structured/json/jsonRecords.ts';
import { judgeContext } from '../../judgeContext.ts';
import { decodeJson } from './decodeJson.ts';

const runs = Number(process.env.FC_RUNS ?? 300);

function rewrite(text: string): { output: string; grade?: string } | undefined {
  return jsonRecords.apply({ text, kind: 'toolResult' }, judgeContext());
}

function expectDecodable(text: string): void {
  const rewritten = rewrite(text);
  if (rewritten === undefined || rewritten.grade === 'settled') return;
  expect(decodeJson(rewritten.output)).toBe(text);
}

describe('json_records', () => {
  test('lists of similar records become a table that names each key once', () => {
    const rows = [1, 2, 3, 4].map(id => ({ id, name: `n${id}`, owner: { login: 'ann' }, tags: ['x', 'y'] }));

    const { output } = rewrite(JSON.stringify(rows, null, 2)) ?? { output: '' };

    expect(output.split('\n').slice(1).join('\n')).toBe(
      '[4 rows: id,name,owner.login=ann,tags=["x","y"]\n1,n1\n2,n2\n3,n3\n4,n4\n]',
    );
  });

  test('what all values of a column begin and end with stands in the header', () => {
    const text = JSON.stringify(
      [11, 12, 13, 14].map(day => ({ day, at: `2026-07-${day}T10:00:00Z`, to: '{}', or: 'a{}b' })),
    );

    const { output } = rewrite(text) ?? { output: '' };

    expect(output).toContain('day,at=2026-07-{}T10:00:00Z,to="{}",or="a{}b"\n11,11\n');
    expect(decodeJson(output)).toBe(text);
  });

  test('columns with shared ends are given back whatever is between', () => {
    const inner = fc.oneof(fc.string(), fc.constantFrom('', ',', '{}', '"', '\\', '/', ' x ', '12', 'null', '[1'));
    fc.assert(
      fc.property(fc.array(fc.record({ a: inner, b: inner }), { minLength: 4 }), rows => {
        expectDecodable(JSON.stringify(rows.map(({ a, b }, id) => ({ id, a: `/srv/app/${a}.ts`, b: `${b}0Z` }))));
      }),
      { numRuns: runs },
    );
  });

  test('null, a missing key, an empty string and strings that look like numbers stay apart', () => {
    const text = '[{"a":null,"b":1},{"b":1.0},{"a":"","b":1e400},{"a":"null","b":9007199254740993},{"a":"007","b":-0}]';

    expect(decodeJson(rewrite(text)?.output ?? '')).toBe(text);
  });

  test('a null in place of a nested object comes back as null', () => {
    const text = JSON.stringify([
      { id: 1, license: { key: 'mit', name: 'MIT' } },
      { id: 2, license: null },
      { id: 3, license: { key: 'isc', name: 'ISC' } },
      { id: 4, license: { key: null } },
      { id: 5, license: { key: 'bsd', name: 'BSD' } },
      { id: 6 },
    ]);

    expect(decodeJson(rewrite(text)?.output ?? '')).toBe(text);
  });

  test('duplicate keys, odd records and mixed elements stay whole', () => {
    const text =
      '[{"a":1,"b":2},{"b":2,"a":1},{"a":1,"a":2},7,{"a":3,"b":4},{"a":5,"b":6},{"a":7,"b":8},{"a":9,"b":0}]';

    expect(decodeJson(rewrite(text)?.output ?? '')).toBe(text);
  });

  test.each(['  ', '    ', '\t'])('an indentation of %j is given back', indent => {
    const text = `${JSON.stringify({ rows: [1, 2, 3].map(n => ({ n, deep: { list: [n, {}], none: [] } })) }, null, indent)}\n`;

    expect(decodeJson(rewrite(text)?.output ?? '')).toBe(text);
  });

  test('irregular whitespace is settled: the values stay, the original is kept', () => {
    expect(rewrite('[ {"a":1},\n{"a" : 2}]')?.grade).toBe('settled');
  });

  test('JSON lines and JSON between other text are found', () => {
    const lines = [1, 2, 3, 4].map(n => JSON.stringify({ level: 'info', n })).join('\n');

    expect(rewrite(`starting\n${lines}\ndone\n`)?.output).toContain(
      '[4 lines: level,n\ninfo,1\ninfo,2\ninfo,3\ninfo,4\n]\ndone\n',
    );
    expectDecodable(`starting\n${lines}\ndone\n`);
    expectDecodable('{\n  "a": 1\n}{\n  "b": 2\n}\n');
  });

  test('text that is not JSON is a no-op', () => {
    expect(rewrite('[Sun Dec 04 04:47:44 2005] [notice] ok')).toBeUndefined();
    expect(rewrite('{"a":1,}')).toBeUndefined();
    expect(rewrite('{"a":01}')).toBeUndefined();
    expect(rewrite('{"a":"\\x"}')).toBeUndefined();
    expect(rewrite('[1,2] trailing')).toBeUndefined();
  });

  test.each([
    [
      'indented',
      JSON.stringify(
        [1, 2, 3, 4].map(id => ({ id, name: `row ${id}`, ok: true, deep: { x: [1.5, null] } })),
        null,
        2,
      ),
    ],
    [
      'on one line',
      JSON.stringify({ rows: [1, 2, 3, 4].map(id => ({ id, name: `row ${id}`, note: 'a\\"b' })), end: false }),
    ],
    [
      'in documents',
      [1, 2, 3, 4].map(id => JSON.stringify({ id, name: `row ${id}`, list: [id, 'x'] }, null, 2)).join('\n'),
    ],
  ])('JSON %s that is cut anywhere is given back up to the cut', (_, text) => {
    for (let end = 1; end < text.length; end++) expectDecodable(text.slice(0, end));
  });

  test('any JSON in any regular layout is given back byte for byte', () => {
    const key = fc.constantFrom('id', 'a', 'b', 'a.b', 'with space', 'k,v', 'x=y', '#');
    const scalar = fc.oneof(
      fc.string({ maxLength: 8 }),
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.boolean(),
      fc.constant(null),
      fc.constantFrom('', 'null', '1', ' x', 'a,b', '"', '[', '{}', '\n'),
    );
    const { value } = fc.letrec(tie => ({
      value: fc.oneof(
        { depthSize: 'small' },
        scalar,
        fc.array(tie('value'), { maxLength: 5 }),
        fc.dictionary(key, tie('value'), { maxKeys: 4 }),
        tie('records'),
      ),
      records: fc.array(
        fc.record(
          { id: scalar, a: tie('value'), b: fc.record({ x: scalar, y: scalar }, { requiredKeys: [] }) },
          { requiredKeys: ['id'] },
        ),
        { minLength: 3, maxLength: 8 },
      ),
    }));
    const indent = fc.constantFrom(undefined, 2, 4, '\t');

    fc.assert(
      fc.property(fc.oneof(fc.array(value, { maxLength: 6 }), fc.dictionary(key, value)), indent, (root, space) => {
        expectDecodable(JSON.stringify(root, null, space));
      }),
      { numRuns: runs },
    );
  });

  test('nested records, lists of them and values that are unlike the others are given back', () => {
    const word = fc.constantFrom(
      'Running',
      'a,b',
      '=x',
      '',
      'null',
      '1',
      '*',
      'https://x.io/a.ts',
      'https://x.io/b.ts',
      '{}',
    );
    const odd = fc.constantFrom(null, {}, [], 'text', 7, [[]], [{}], { z: 1 });
    const inner = fc.record({ name: word, ports: fc.option(fc.record({ port: fc.nat(3), proto: word }), { freq: 3 }) });
    const list = fc.oneof(
      { arbitrary: fc.array(inner, { minLength: 2, maxLength: 2 }), weight: 6 },
      { arbitrary: fc.array(inner, { maxLength: 3 }), weight: 1 },
      { arbitrary: odd, weight: 1 },
    );
    const record = fc.record(
      {
        kind: word,
        meta: fc.oneof(
          { arbitrary: fc.record({ name: word, deep: fc.oneof(inner, odd) }), weight: 4 },
          { arbitrary: odd, weight: 1 },
        ),
        items: list,
        copy: word,
        '0': fc.nat(2),
      },
      { requiredKeys: ['kind', 'items'] },
    );
    fc.assert(
      fc.property(
        fc.array(record, { minLength: 3, maxLength: 14 }),
        fc.constantFrom(undefined, 2),
        fc.boolean(),
        (rows, space, isMap) => {
          const same = rows.map(row => ('copy' in row ? { ...row, copy: row.kind } : row));
          expectDecodable(
            JSON.stringify(isMap ? Object.fromEntries(same.map((row, i) => [`k${i}`, row])) : same, null, space),
          );
        },
      ),
      { numRuns: runs },
    );
  });

  test('a real listing of packages is given back', () => {
    const text = readFileSync(new URL('../../../../../package-lock.json', import.meta.url), 'utf8').slice(0, 120_000);

    const rewritten = rewrite(text);

    expect(rewritten?.grade).toBeUndefined();
    expect(decodeJson(rewritten?.output ?? '')).toBe(text);
  });
});
