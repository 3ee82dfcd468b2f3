import { imageSize } from '../images/imageSize.ts';
import { type ImageDetail, type ImageSize, imageTokens } from '../images/imageTokens.ts';
import type { ModelFacts } from '../models/modelFacts.ts';

/** Images that are only named by a URL or a file id count as this large: what a screenshot is after scaling. */
const presumedSize: ImageSize = { width: 1280, height: 800 };

/** Any header fits into this many characters of base64, apart from JPEG pictures with very long comments. */
const headerChars = 65_536;

const base64Member = /"(?:data|image_url|url)"\s*:\s*"(?:data:image\/[\w.+-]+;base64,)?([A-Za-z0-9+/]{64,})/;
const detailMember = /"detail"\s*:\s*"(low|high|original)"/;

/** Input tokens of an image block, by the model's formula, from the block's JSON. */
export function countImage(json: string, model: ModelFacts): number {
  const size = sizeIn(json) ?? presumedSize;
  return imageTokens(model.image, size, detailIn(json));
}

function sizeIn(json: string): ImageSize | undefined {
  const data = base64Member.exec(json)?.[1];
  return data === undefined ? undefined : imageSize(Buffer.from(data.slice(0, headerChars), 'base64'));
}

function detailIn(json: string): ImageDetail {
  switch (detailMember.exec(json)?.[1]) {
    case 'low':
      return 'low';
    case 'high':
      return 'high';
    case 'original':
      return 'original';
    default:
      return 'auto';
  }
}
