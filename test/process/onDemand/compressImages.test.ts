import { describe, expect, it } from 'vitest';
import type { PictureVerdict } from '../../../src/engine/images/pictureTask.ts';
import { compressImages, holdsImages, resultOf, usualModelOf } from '../../../src/process/onDemand/compressImages.ts';

const url = `data:image/png;base64,${Buffer.from('89504e470d0a1a0a0000000d494844520000000200000003', 'hex').toString('base64')}`;
const messages = [
  {
    role: 'user',
    content: [
      { type: 'text', text: 'What animal is this?' },
      { type: 'image_url', image_url: { url } },
    ],
  },
];
const verdict: PictureVerdict = {
  technique: 'full_low',
  confidence: 0.97,
  tokensBefore: 765,
  tokensAfter: 85,
  reason: 'a general question',
  change: { kind: 'lowDetail' },
};
const bytes = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));

describe('compressImages', () => {
  it('asks for low detail, without a note, and tells what that saves', async () => {
    const models: string[] = [];

    const { body, results } = await compressImages(bytes(messages), 'gpt-4o', async task => {
      models.push(`${task.model} ${task.question} ${task.handle}`);
      return verdict;
    });

    expect(JSON.parse(Buffer.from(body).toString('utf8'))[0].content).toEqual([
      { type: 'text', text: 'What animal is this?' },
      { type: 'image_url', image_url: { url, detail: 'low' } },
    ]);
    expect(models).toEqual(['gpt-4o What animal is this? undefined']);
    expect(results).toEqual([
      {
        technique: 'full_low',
        originalTokens: 765,
        compressedTokens: 85,
        confidence: 0.97,
        savingsPercent: 88.9,
        reason: 'a general question',
      },
    ]);
  });

  it('gives the same bytes back when nothing is changed or nothing can be read', async () => {
    const given = bytes(messages);
    const broken = Buffer.from('not json');

    const { change: _, ...left } = verdict;
    expect((await compressImages(given, 'gpt-4o', async () => left)).body).toBe(given);
    expect(await compressImages(broken, 'gpt-4o', async () => verdict)).toEqual({ body: broken, results: [] });
  });

  it('lists pictures by URL as left alone', async () => {
    const image_url = { url: 'https://example.com/cat.png' };
    const byUrl = bytes([{ role: 'user', content: [{ type: 'image_url', image_url }] }]);

    const { results } = await compressImages(byUrl, 'gpt-4o', async () => verdict);

    expect(results).toMatchObject([{ technique: 'preserve', savingsPercent: 0 }]);
  });

  it('counts what a picture costs also where nothing can judge it', async () => {
    const whole = { url: `${url}${Buffer.alloc(60).toString('base64')}` };
    const shown = [{ role: 'user', content: [{ type: 'image_url', image_url: whole }] }];

    const { results } = await compressImages(bytes(shown), 'gpt-4o', () =>
      Promise.reject(new Error('sharp is not installed (npm install sharp)')),
    );

    expect(results).toMatchObject([
      { technique: 'preserve', originalTokens: 255, compressedTokens: 255, reason: expect.stringContaining('sharp') },
    ]);
  });
});

describe('holdsImages', () => {
  it('knows pictures in the shapes of all providers', () => {
    const source = { type: 'base64', media_type: 'image/png', data: 'AAAA' };
    const inlineData = { mimeType: 'image/png', data: 'AAAA' };

    expect(holdsImages(bytes(messages))).toBe(true);
    expect(holdsImages(bytes([{ role: 'user', content: [{ type: 'image', source }] }]))).toBe(true);
    expect(holdsImages(bytes([{ role: 'user', parts: [{ inlineData }] }]))).toBe(true);
    expect(holdsImages(bytes([{ role: 'user', content: 'no picture' }]))).toBe(false);
    expect(holdsImages(Buffer.from('{'))).toBe(false);
  });
});

describe('usualModelOf', () => {
  it('takes a provider or a model', () => {
    expect(usualModelOf('Anthropic')).toBe('claude-sonnet-4-5');
    expect(usualModelOf('gpt-5.2')).toBe('gpt-5.2');
  });
});

describe('resultOf', () => {
  it('divides by nothing', () => {
    expect(resultOf({ ...verdict, tokensBefore: 0, tokensAfter: 0 }).savingsPercent).toBe(0);
  });
});
