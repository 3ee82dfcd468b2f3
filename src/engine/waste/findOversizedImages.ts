import { say } from '../../shared/sentences/say.ts';
import { usefulSize } from '../images/usefulSize.ts';
import type { ContextDetector } from './finding.ts';

/** Smaller differences are not worth scaling a picture for. */
const leastTokens = 200;

/** Pictures with more pixels than a model makes use of; what a smaller version would cost is no waste. */
export const findOversizedImages: ContextDetector = blocks =>
  blocks.flatMap(({ image, tokensAfter, position, label }) => {
    const tokens = image === undefined ? 0 : tokensAfter - image.usefulTokens;
    if (image === undefined || tokens < leastTokens) return [];
    const { width, height } = image.size;
    const useful = usefulSize(image.size);
    return [
      {
        category: 'oversizedImages' as const,
        tokens,
        block: position,
        place: label,
        recommendation: say('advice.oversizedImage', {
          place: label,
          size: `${width} × ${height}`,
          useful: `${useful.width} × ${useful.height}`,
        }),
      },
    ];
  });
