import { expect, it } from 'vitest';
import { imageFormulas } from '../../../src/engine/images/imageFormulas.ts';
import { imageTokens } from '../../../src/engine/images/imageTokens.ts';

it('prices a full screen plausibly under every formula', () => {
  const unusual = Object.entries(imageFormulas).filter(([name, formula]) => {
    const tokens = imageTokens(formula, { width: 1920, height: 1080 });
    return name !== 'gpt4oMini' && (tokens < 250 || tokens > 4000);
  });

  expect(unusual).toEqual([]);
});
