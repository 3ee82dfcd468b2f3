import { expect, it } from 'vitest';
import { TextMemo } from '../../../src/engine/waste/textMemo.ts';
import { counter } from './wasteLab.ts';

it('reads a text once', () => {
  const memo = new TextMemo();
  let reads = 0;
  const read = () => {
    reads++;
    return { text: 'hello world', mayWaste: true };
  };

  memo.factsOf('a', counter, read);
  const again = memo.factsOf('a', counter, read);

  expect([reads, again.tokens]).toEqual([1, 2]);
});

it('forgets what was not used for longest', () => {
  const memo = new TextMemo(2);
  const reads: string[] = [];
  const ask = (key: string) =>
    memo.factsOf(key, counter, () => {
      reads.push(key);
      return { text: key, mayWaste: false };
    });

  for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) ask(key);

  expect(reads).toEqual(['a', 'b', 'c', 'b']);
});
