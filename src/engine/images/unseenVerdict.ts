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
  if (!canRetrieve) return 'the client could not get the whole picture back';
  if (handle !== undefined && !allowsText) return 'its place cannot hold the note that says how to get it back';
  if (model.image === imageFormulas.undocumented) return 'this model has no published price for pictures';
  if (detail === 'high' || detail === 'original' || detail === 'ultraHigh') return 'the request asks for high detail';
  if (detail === 'low') return 'the request asks for low detail already';
  return width < 1 || height < 1 ? 'its size is not known' : undefined;
}

/** Without a question, only a repetition of what was sent before can be told. */
function whyNothingAsked({ question = '', earlier }: PictureTask): string | undefined {
  return question.trim() === '' && earlier.length === 0 ? 'no question belongs to it' : undefined;
}
