import fc from 'fast-check';

/** Any valid JSON text, with all that serialisers may write and parsers must read: odd numbers, escapes, spaces, keys. */
export const anyJson: fc.Arbitrary<string> = fc.letrec<{ value: string }>(tie => ({
  value: fc.oneof({ maxDepth: 4, depthSize: 'small' }, anyScalar(), arrayOf(tie('value')), objectOf(tie('value'))),
})).value;

/** Any valid JSON string literal. */
export function anyLiteral(): fc.Arbitrary<string> {
  const piece = fc.oneof(
    fc.stringMatching(/^[a-z ]{0,8}$/),
    fc.constantFrom(
      '\\n',
      '\\"',
      '\\\\',
      '\\/',
      '\\u0041',
      '\\u001b',
      '\\u001B',
      '\\ud83d\\ude00',
      '\\ud800',
      '\\uDC00',
    ),
    fc.constantFrom('é', '漢', '😀', '\u2028', '\u007f', '{', ']', ',', ':'),
  );
  return fc.array(piece, { maxLength: 6 }).map(pieces => `"${pieces.join('')}"`);
}

function anyScalar(): fc.Arbitrary<string> {
  const number = fc.constantFrom(
    '0',
    '-0',
    '1.0',
    '1e400',
    '9007199254740993',
    '-1.50E+2',
    '0.1e-7',
    '12345678901234567890',
  );
  return fc.oneof(anyLiteral(), number, fc.constantFrom('true', 'false', 'null'));
}

function arrayOf(value: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc
    .tuple(space(), fc.array(spaced(value), { maxLength: 4 }))
    .map(([gap, values]) => `[${gap}${values.join(',')}]`);
}

/**
 * Once V8 has seen an object with the key `\`, its `JSON.parse` takes other keys of one escaped character for that key
 * (V8 13.6: `{"\u0041":1}` after `{"\\":1}`). Such keys stay out, since `JSON.parse` is what we compare with.
 */
function anyKey(): fc.Arbitrary<string> {
  return anyLiteral().filter(literal => literal !== '"\\\\"');
}

function objectOf(value: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const member = fc.tuple(spaced(anyKey()), spaced(value)).map(([key, its]) => `${key}:${its}`);
  return fc.tuple(space(), fc.array(member, { maxLength: 4 })).map(([gap, members]) => `{${gap}${members.join(',')}}`);
}

function spaced(text: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.tuple(space(), text, space()).map(parts => parts.join(''));
}

function space(): fc.Arbitrary<string> {
  return fc.constantFrom('', '', ' ', '\r\n', '\t  ');
}

/** Few cases by default, so that the suite stays quick; `FC_RUNS` raises them. */
export const runs = { numRuns: Number(process.env.FC_RUNS ?? 200) };

/** Time for a property test, which grows with its runs. */
export const patience = { timeout: 5000 + runs.numRuns * 15 };
