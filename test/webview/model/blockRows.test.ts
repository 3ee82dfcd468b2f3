import { expect, test } from 'vitest';
import { blockRows, isChanged } from '../../../webview/model/blockRows.ts';
import { detailOf, workingDay } from '../fixtures.ts';

test('tool definitions fold by server and cache state, and no token is lost', () => {
  const exchange = workingDay().exchanges.find(({ id }) => id === 'flaky-48');
  if (exchange === undefined) throw new Error('The fixture lacks its exchange.');
  const detail = detailOf(exchange);

  const rows = blockRows(detail);

  expect(rows.slice(0, 3).map(({ label, count }) => [label, count])).toEqual([
    ['Built-in', 14],
    ['MCP playwright', 24],
    ['MCP github', 19],
  ]);
  expect(rows.filter(isChanged)).toHaveLength(4);
  expect(rows.reduce((sum, row) => sum + row.tokensAfter, 0)).toBe(
    detail.blocks.reduce((sum, block) => sum + block.tokensAfter, 0),
  );
});
