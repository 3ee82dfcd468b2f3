import { expect, test } from 'vitest';
import { sentBlocks } from '../../../src/shared/sentTokens.ts';
import { composeBlocks } from '../../../webview/model/composition.ts';
import { layOutMap } from '../../../webview/model/mapLayout.ts';
import { detailOf, workingDay } from '../fixtures.ts';

test('every token of a request has a tile inside the map', () => {
  const exchange = workingDay().exchanges.find(({ id }) => id === 'flaky-48');
  if (exchange === undefined) throw new Error('The fixture lacks its exchange.');
  const groups = composeBlocks(sentBlocks(detailOf(exchange)));

  const { tiles, headings } = layOutMap(groups, 800, 300);

  const drawn = tiles.reduce((sum, tile) => sum + tile.item.tokens, 0);
  expect(drawn).toBe(detailOf(exchange).blocks.reduce((sum, block) => sum + block.tokensAfter, 0));
  expect(headings.map(({ group }) => group)).toEqual(['tools', 'system', 'assistant', 'user', 'images', 'results']);
  for (const { box } of tiles) {
    expect(box.x + box.width).toBeLessThanOrEqual(800.01);
    expect(box.y + box.height).toBeLessThanOrEqual(300.01);
  }
});
