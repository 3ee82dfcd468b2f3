import { say } from '../../shared/sentences/say.ts';
import type { ModelFacts } from '../models/modelFacts.ts';
import { resolveModel } from '../models/modelTable.ts';
import { imageFormulas } from './imageFormulas.ts';
import { imageSize } from './imageSize.ts';
import { type ImageSize, imageTokens } from './imageTokens.ts';
import type { PictureTask, PictureVerdict } from './pictureTask.ts';

/**
 * The verdict on a picture that stays as it is whatever it shows, so that neither is a process started nor does a request
 * wait for it. `undefined` when somebody has to look.
 */
export function unseenVerdict(task: PictureTask): PictureVerdict | undefined {
  const size = imageSize(task.bytes);
  if (size === undefined || task.wantsSignals === true) return undefined;
  const model = resolveModel(task.model);
  const reason = whyUntouched(task, size, model) ?? whyNothingAsked(task);
  if (reason === undefined) return undefined;
  const tokens = imageTokens(model.image, size, task.detail);
  return { technique: 'preserve', confidence: 1, tokensBefore: tokens, tokensAfter: tokens, reason, size };
}

/** Reasons for which a picture stays as it is, whatever the question. */
export function whyUntouched(
  { canRetrieve, handle, allowsText, detail }: Pick<PictureTask, 'canRetrieve' | 'handle' | 'allowsText' | 'detail'>,
  { width, height }: ImageSize,
  model: Pick<ModelFacts, 'image'>,
): string | undefined {
  if (!canRetrieve) return say('picture.noBack');
  if (handle !== undefined && !allowsText) return say('picture.noNote');
  if (model.image === imageFormulas.undocumented) return say('picture.noPrice');
  if (detail === 'high' || detail === 'original' || detail === 'ultraHigh') return say('picture.detailHigh');
  if (detail === 'low') return say('picture.detailLow');
  return width < 1 || height < 1 ? say('picture.sizeUnknown') : undefined;
}

/** Without a question, only a repetition of what was sent before can be told. */
function whyNothingAsked({ question = '', earlier }: PictureTask): string | undefined {
  return question.trim() === '' && earlier.length === 0 ? say('picture.noQuestion') : undefined;
}
