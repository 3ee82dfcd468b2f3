import { expect, test } from 'vitest';
import {
  frameByFile,
  frameByPrefix,
  frameByTime,
} from '../../../../../src/engine/transforms/text/records/lineFrames.ts';

test('times are cut at the unit that makes the shortest text', () => {
  const burst = Array.from({ length: 30 }, (_, i) => `2025-06-24 14:36:25 item ${i}`);
  const minute = Array.from({ length: 30 }, (_, i) => `2025-06-24 14:36:${10 + i} item ${i}`);

  expect(frameByTime(burst)?.[3]).toEqual({ frame: '2025-06-24 14:36:25', tail: '', rest: ' item 3' });
  expect(frameByTime(minute)?.[3]).toEqual({ frame: '2025-06-24 14:36:{}', tail: '13', rest: ' item 3' });
});

test('places are cut behind the file', () => {
  const lines = ['a.ts(1,2): error x', 'b.c:3:4: warning y', 'c.py:5: note z'];

  expect(frameByFile(lines)?.map(frame => [frame?.frame, frame?.tail])).toEqual([
    ['a.ts({}):', '1,2'],
    ['b.c:{}:', '3:4'],
    ['c.py:{}:', '5'],
  ]);
});

test('text without stamps or places has no frames', () => {
  expect(frameByTime(['a', 'b', 'c'])).toBeUndefined();
  expect(frameByFile(['a', 'b', 'c'])).toBeUndefined();
});

test('prefixes of one source are cut when they last', () => {
  const lines = ['web-1  | up', 'web-1  | GET /', 'web-1  | GET /a', 'db | ready', 'db | query', 'db | query'];

  expect(frameByPrefix(lines)?.map(frame => [frame?.frame, frame?.rest])[4]).toEqual(['db |', ' query']);
  expect(frameByPrefix(lines.filter((_, i) => i % 3 === 0))).toBeUndefined();
});
