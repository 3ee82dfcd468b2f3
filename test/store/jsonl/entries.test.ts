import { expect, it } from 'vitest';
import { parseEntry } from '../../../src/store/jsonl/entries.ts';

it('reads a line of ours and nothing else', () => {
  const line = '{"type":"state","name":"a","json":"1"}';

  expect(parseEntry(line)).toEqual({ type: 'state', name: 'a', json: '1' });
  for (const other of [line.slice(0, -1), '{"type":"mystery"}', '[]', 'null', '7', '']) {
    expect(parseEntry(other)).toBeUndefined();
  }
});
