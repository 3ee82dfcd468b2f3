import type { PictureSignals } from '../../engine/images/pictureLook.ts';
import type { PictureChange } from '../../engine/images/pictureTask.ts';
import { resolveModel } from '../../engine/models/modelTable.ts';
import type { PictureJudge } from '../judging/pictureJudge.ts';
import { type CompressionResult, resultOf, usualModelOf } from './compressImages.ts';

export interface ImageQuestion {
  readonly bytes: Uint8Array;
  readonly question: string;
  /** A model, or a provider that stands for its usual one. */
  readonly target: string;
}

/** What would become of a picture. `instead` is what would be sent in its place: a picture's bytes or a text. */
export interface JudgedImageFile extends CompressionResult {
  readonly model: string;
  readonly signals?: PictureSignals;
  /** Size of the picture that would be sent instead. */
  readonly size?: { readonly width: number; readonly height: number };
  readonly text?: string;
  readonly instead?: Uint8Array | string;
}

/** Judges a picture as it would be in a request of its provider's own form. A text says why it is none that can be judged. */
export async function judgeImageFile(
  { bytes, question, target }: ImageQuestion,
  judge: Pick<PictureJudge, 'judgePicture'>,
): Promise<JudgedImageFile | string> {
  const model = resolveModel(usualModelOf(target));
  const lowDetail = lowDetailOf(model.provider);
  const verdict = await judge.judgePicture({
    bytes,
    mediaType: mediaTypeOf(bytes),
    question,
    model: model.id,
    detail: 'auto',
    allowsText: true,
    canRetrieve: true,
    earlier: [],
    wantsSignals: true,
    ...(lowDetail !== undefined && { lowDetail }),
  });
  // A request must be counted whatever it holds; of a file whose pixels nobody knows there is nothing to tell.
  if (verdict.size === undefined) return verdict.reason;
  const { signals, change } = verdict;
  return {
    ...resultOf(verdict),
    model: model.id,
    ...(signals !== undefined && { signals }),
    ...(change !== undefined && shown(change)),
  };
}

function lowDetailOf(provider: string): 'openai' | 'gemini' | undefined {
  if (provider === 'openai') return 'openai';
  return provider === 'google' ? 'gemini' : undefined;
}

function shown(change: PictureChange): Pick<JudgedImageFile, 'size' | 'text' | 'instead'> {
  switch (change.kind) {
    case 'redrawn':
      return { size: change.size, instead: change.bytes };
    case 'transcript':
    case 'repeat':
      return { text: change.text, instead: change.text };
    case 'lowDetail':
      return {};
  }
}

const signatures: readonly (readonly [hex: string, mediaType: string])[] = [
  ['89504e47', 'image/png'],
  ['ffd8ff', 'image/jpeg'],
  ['47494638', 'image/gif'],
  ['52494646', 'image/webp'],
];

function mediaTypeOf(bytes: Uint8Array): string {
  const head = Buffer.from(bytes.subarray(0, 4)).toString('hex');
  return signatures.find(([hex]) => head.startsWith(hex))?.[1] ?? 'application/octet-stream';
}
