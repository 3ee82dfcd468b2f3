import { expect, test } from 'vitest';
import {
  byteSize,
  duration,
  exactNumber,
  modelName,
  percent,
  shortMs,
  shortTokens,
  usd,
} from '../../../webview/text/format.ts';

test('tokens read short in overviews and exact below', () => {
  expect([812, 131_412, 4_520_000, -8600].map(shortTokens)).toEqual(['812', '131.4k', '4.52M', '−8.6k']);
  expect(exactNumber(6912)).toBe('6,912');
});

test('money has the decimals of its use, and no negative nothing', () => {
  expect([usd(1.8), usd(0.0577, 3), usd(0.00771, 4), usd(-0.19), usd(-0.001)]).toEqual([
    '$1.80',
    '$0.058',
    '$0.0077',
    '−$0.19',
    '$0.00',
  ]);
});

test('a small share is not nothing', () => {
  expect([percent(0.294), percent(0.001), percent(0), percent(-0.82)]).toEqual(['29 %', '<1 %', '0 %', '−82 %']);
});

test('times and sizes have the unit that fits', () => {
  expect([shortMs(2.13), shortMs(4100), duration(6_720_000), duration(38_000), byteSize(24_100)]).toEqual([
    '2.1 ms',
    '4.1 s',
    '1 h 52 min',
    '38 s',
    '24.1 KB',
  ]);
});

test('model ids lose provider and date', () => {
  expect(['claude-opus-4-5-20251101', 'bedrock/claude-haiku-4', 'gpt-5.1'].map(modelName)).toEqual([
    'Opus 4.5',
    'Haiku 4',
    'gpt-5.1',
  ]);
});
