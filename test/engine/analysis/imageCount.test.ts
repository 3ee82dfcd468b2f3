import { expect, it } from 'vitest';
import { countImage } from '../../../src/engine/analysis/imageCount.ts';
import { resolveModel } from '../../../src/engine/models/modelTable.ts';

function png(width: number, height: number): string {
  const header = Buffer.alloc(80);
  header.write('\x89PNG\r\n\x1a\n', 'latin1');
  header.writeUInt32BE(width, 16);
  header.writeUInt32BE(height, 20);
  return header.toString('base64');
}

it('counts by size, in the forms of Anthropic and OpenAI', () => {
  const claude = resolveModel('claude-sonnet-4-6');
  const small = JSON.stringify({ type: 'image', source: { type: 'base64', data: png(280, 280) } });
  const large = JSON.stringify({ type: 'image', source: { type: 'base64', data: png(1400, 1400) } });
  const url = (detail: string) =>
    JSON.stringify({ type: 'image_url', image_url: { url: `data:image/png;base64,${png(1024, 1024)}`, detail } });

  expect(countImage(small, claude)).toBeLessThan(countImage(large, claude) / 5);
  expect(countImage(url('low'), resolveModel('gpt-4o'))).toBeLessThan(countImage(url('high'), resolveModel('gpt-4o')));
});

it('presumes a screenshot behind a URL', () => {
  const json = JSON.stringify({ type: 'image', source: { type: 'url', url: 'https://example.test/a.png' } });

  expect(countImage(json, resolveModel('claude-sonnet-4-6'))).toBeGreaterThan(500);
});
