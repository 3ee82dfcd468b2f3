import { expect, it } from 'vitest';
import { blockViewOf, hashesOf } from '../../src/store/blockView.ts';
import { recordingOf, sha256 } from './storeLab.ts';

const { exchange } = recordingOf('e1', ['one', 'two', 'one']);

it('shows a text that is gone as gone, never as empty', () => {
  const view = blockViewOf(exchange, 0, () => undefined);

  expect(view?.before).toBe('[This text is no longer in the store.]');
  expect(view).not.toHaveProperty('after');
  expect(view?.receipt).toMatchObject({ transform: 'none', reason: 'not judged' });
});

it('shows both texts of a replaced block', () => {
  const [first, ...rest] = exchange.blocks;
  if (first === undefined) throw new Error('no block');
  const replaced = { ...exchange, blocks: [{ ...first, replacementHash: 'r' }, ...rest] };

  const view = blockViewOf(replaced, 0, hash => (hash === 'r' ? 'short' : 'long'));

  expect(view).toMatchObject({ before: 'long', after: 'short' });
  expect(hashesOf(replaced)).toEqual([sha256('one'), 'r', sha256('two')]);
});

it('has nothing to show of a position that is not there', () => {
  expect(blockViewOf(exchange, 9, () => 'x')).toBeUndefined();
});
