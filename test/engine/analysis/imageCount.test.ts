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
  const gpt = resolveModel('gpt-4o');
  const small = JSON.stringify({ type: 'image', source: { type: 'base64', data: png(280, 280) } });
  const large = JSON.stringify({ type: 'image', source: { type: 'base64', data: png(1400, 1400) } });
  const url = (detail: string) =>
    JSON.stringify({ type: 'image_url', image_url: { url: `data:image/png;base64,${png(1024, 1024)}`, detail } });

  expect(countImage(small, claude).tokens).toBeLessThan(countImage(large, claude).tokens / 5);
  expect(countImage(url('low'), gpt).tokens).toBeLessThan(countImage(url('high'), gpt).tokens);
});

it('presumes a screenshot behind a URL', () => {
  const json = JSON.stringify({ type: 'image', source: { type: 'url', url: 'https://example.test/a.png' } });

  expect(countImage(json, resolveModel('claude-sonnet-4-6')).tokens).toBeGreaterThan(500);
});

it('tells what a picture would cost at the largest useful size', () => {
  const photo = JSON.stringify({ type: 'image', source: { type: 'base64', data: png(4032, 3024) } });

  const opus = countImage(photo, resolveModel('claude-opus-4-8'));
  const sonnet = countImage(photo, resolveModel('claude-sonnet-4-6'));

  expect(opus.size).toEqual({ width: 4032, height: 3024 });
  expect(opus.tokens - opus.usefulTokens).toBeGreaterThan(2000);
  expect(sonnet.tokens - sonnet.usefulTokens).toBeLessThan(100);
});

it('reads the resolution that Gemini is asked for', () => {
  const part = (level: string) =>
    JSON.stringify({ inlineData: { mimeType: 'image/png', data: png(900, 900) }, mediaResolution: { level } });
  const gemini = resolveModel('gemini-3-pro');

  expect(countImage(part('MEDIA_RESOLUTION_LOW'), gemini).tokens).toBe(280);
  expect(countImage(part('MEDIA_RESOLUTION_ULTRA_HIGH'), gemini).tokens).toBe(2240);
});
