import fc from 'fast-check';
import { expect, test } from 'vitest';
import { JsonTape } from '../../../src/engine/conversation/jsonTape.ts';
import { splice } from '../../../src/engine/conversation/splice.ts';
import { encodeText } from '../../../src/engine/conversation/text.ts';
import { anyJson, patience, runs } from './anyJson.ts';

test('slots give way in any order, and everything between them stays', () => {
  const body = Buffer.from('abcdef');

  const edited = splice(body, [
    { slot: { start: 4, end: 5 }, bytes: Buffer.from('EEE') },
    { slot: { start: 1, end: 3 }, bytes: Buffer.from('') },
  ]);

  expect(Buffer.from(edited).toString()).toBe('adEEEf');
});

test('without edits the body comes back byte for byte', patience, () => {
  fc.assert(
    fc.property(anyJson, json => {
      const body = Buffer.from(json);

      expect(Buffer.from(splice(body, [])).equals(body)).toBe(true);
    }),
    runs,
  );
});

test('a replaced string changes nothing but that string', patience, () => {
  fc.assert(
    fc.property(anyJson, fc.nat(), fc.string(), (json, pick, text) => {
      const body = Buffer.from(json);
      const tape = new JsonTape(body);
      tape.read(0);
      const node = pick % tape.starts.length;
      const [start = 0, end = 0] = [tape.starts[node], tape.ends[node]];

      const edited = Buffer.from(splice(body, [{ slot: { start, end }, bytes: encodeText(text) }]));

      expect(edited.subarray(0, start).equals(body.subarray(0, start))).toBe(true);
      const behind = body.subarray(end);
      expect(edited.subarray(edited.length - behind.length).equals(behind)).toBe(true);
      expect(JSON.parse(edited.subarray(start, edited.length - behind.length).toString())).toBe(text);
    }),
    runs,
  );
});

test.each([
  ['overlap', [0, 3], [2, 4]],
  ['leave the body', [0, 1], [5, 9]],
  ['end before they start', [0, 1], [4, 3]],
])('slots that %s are a mistake of the caller', (_, first, second) => {
  const edits = [first, second].map(([start = 0, end = 0]) => ({ slot: { start, end }, bytes: Buffer.from('x') }));

  expect(() => splice(Buffer.from('abcdef'), edits)).toThrow(RangeError);
});
