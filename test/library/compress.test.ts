import { expect, it } from 'vitest';
import { compress, simulate } from '../../src/library/compress.ts';
import { searchedChat, searchResults } from './fakeClients.ts';
import { freshStoreUrl } from './storeInFolder.ts';

it('compresses the two messages of the first example, with its result fields', async () => {
  const messages = [
    { role: 'user', content: 'Analyze this output' },
    { role: 'tool', content: searchResults() },
  ];

  const result = await compress(messages, { model: 'gpt-4o', storeUrl: freshStoreUrl() });

  expect(result.messages[0]).toEqual(messages[0]);
  expect(result.tokensSaved).toBe(result.tokensBefore - result.tokensAfter);
  expect(result.compressionRatio).toBeGreaterThan(0.5);
  expect(result.transformsApplied).toEqual([expect.stringMatching(/^router:\w+:0\.\d\d$/)]);
});

it('omits nothing without a store', async () => {
  const result = await compress(searchedChat(), { model: 'gpt-4o', storeUrl: 'none' });

  expect(result.receipts.filter(({ grade }) => grade === 'omission')).toEqual([]);
});

it('lets explicit options override the configuration, in either spelling', async () => {
  const config = { protect_recent: 8 };
  const storeUrl = freshStoreUrl();

  const kept = await compress(searchedChat(), { model: 'gpt-4o', config, storeUrl });
  const smaller = await compress(searchedChat(), { model: 'gpt-4o', config, protectRecent: 0, storeUrl });

  expect(kept.tokensSaved).toBe(0);
  expect(kept.cacheSafe).toBe(false);
  expect(smaller.tokensSaved).toBeGreaterThan(0);
  expect(smaller.cacheSafe).toBe(true);
});

it('gives back the very input when there is nothing to compress or it cannot be read', async () => {
  const short = [{ role: 'user', content: 'Hello' }];
  const cyclic: unknown[] = [];
  cyclic.push(cyclic);

  expect((await compress(short, { storeUrl: 'none' })).messages).toBe(short);
  const unread = await compress(cyclic, { storeUrl: 'none' });
  expect(unread.messages).toBe(cyclic);
  expect(unread.receipts[0]?.reason).toContain('left as it came');
});

it('accepts model names with routes and dates', async () => {
  const plan = await simulate(searchedChat(), { model: 'bedrock/claude-sonnet', protectRecent: 0 });

  expect(plan.tokensSaved).toBeGreaterThan(0);
});
