import { expect, test } from 'vitest';
import type { BlockRecord } from '../../../src/shared/records.ts';
import { firstUnlike } from '../../../webview/model/firstUnlike.ts';

const block = (hash: string, replacementHash?: string): BlockRecord => ({
  ...{ position: 0, kind: 'toolResult', wireType: 'tool_result', message: 0, label: 'x', hash, bytes: 1 },
  ...{ tokensBefore: 1, tokensAfter: 1, wasteTokens: 0 },
  ...(replacementHash !== undefined && { replacementHash }),
});

test('requests part at the first block that was sent otherwise, whether the client or Headroom changed it', () => {
  expect(firstUnlike([block('a'), block('b'), block('c')], [block('a'), block('x'), block('c')])).toBe(1);
  expect(firstUnlike([block('a'), block('b')], [block('a'), block('b', 'smaller')])).toBe(1);
  expect(firstUnlike([block('a', 'small')], [block('a', 'small')])).toBeUndefined();
});

test('a request that only continues the one before parts from it nowhere', () => {
  expect(firstUnlike([block('a')], [block('a'), block('b')])).toBeUndefined();
  expect(firstUnlike([], [block('a')])).toBeUndefined();
});
