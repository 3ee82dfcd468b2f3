import { imageSize } from '../images/imageSize.ts';
import { type ImageDetail, type ImageSize, imageTokens } from '../images/imageTokens.ts';
import { usefulSize } from '../images/usefulSize.ts';
import type { ModelFacts } from '../models/modelFacts.ts';

/** Images that are only named by a URL or a file id count as this large: what a screenshot is after scaling. */
const presumedSize: ImageSize = { width: 1280, height: 800 };

/** Any header fits into this many characters of base64, apart from JPEG pictures with very long comments. */
const headerChars = 65_536;

const base64Member = /"(?:data|image_url|url)"\s*:\s*"(?:data:image\/[\w.+-]+;base64,)?([A-Za-z0-9+/]{64,})/;
const detailMember = /"detail"\s*:\s*"(low|high|original)"/;
const resolutionMember = /"MEDIA_RESOLUTION_(LOW|MEDIUM|HIGH|ULTRA_HIGH)"/;

export interface CountedImage {
  readonly tokens: number;
  /** Pixels as sent; absent for what is only named. */
  readonly size?: ImageSize;
  /** What it would cost at the largest useful size; no more than `tokens`. */
  readonly usefulTokens: number;
}

/** Input tokens of an image block, by the model's formula, from the block's JSON. */
export function countImage(json: string, model: ModelFacts): CountedImage {
  const size = sizeIn(json);
  const detail = detailIn(json);
  const tokens = imageTokens(model.image, size ?? presumedSize, detail);
  if (size === undefined) return { tokens, usefulTokens: tokens };
  return { tokens, size, usefulTokens: Math.min(tokens, imageTokens(model.image, usefulSize(size), detail)) };
}

function sizeIn(json: string): ImageSize | undefined {
  const data = base64Member.exec(json)?.[1];
  return data === undefined ? undefined : imageSize(Buffer.from(data.slice(0, headerChars), 'base64'));
}

const resolutions: Readonly<Record<string, ImageDetail>> = {
  LOW: 'low',
  MEDIUM: 'medium',
  HIGH: 'high',
  ULTRA_HIGH: 'ultraHigh',
};

/** OpenAI's `detail`, or Gemini's resolution of a single part. */
function detailIn(json: string): ImageDetail {
  const asked = detailMember.exec(json)?.[1];
  if (asked === 'low' || asked === 'high' || asked === 'original') return asked;
  return resolutions[resolutionMember.exec(json)?.[1] ?? ''] ?? 'auto';
}
