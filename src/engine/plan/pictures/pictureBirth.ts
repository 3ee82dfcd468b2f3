import { say } from '../../../shared/sentences/say.ts';
import type { Block, RequestIndex } from '../../conversation/request.ts';
import { imageSize } from '../../images/imageSize.ts';
import { joinDataUrl } from '../../images/pictureEdits.ts';
import { questionAbout } from '../../images/pictureQuestion.ts';
import { findPicture, type PictureSlot } from '../../images/pictureSlot.ts';
import type { EarlierPicture, PictureTask } from '../../images/pictureTask.ts';
import { picturesBefore } from './countedPictures.ts';
import { pictureIdentity } from './pictureIdentity.ts';
import { findsPlacesInPictures } from './pointing.ts';

/** A picture to be judged for the first time. */
export interface PictureBirth {
  readonly identity: string;
  readonly task: PictureTask;
  /** The picture as it came, as a data URL: what is kept under the task's handle. */
  readonly original: string;
}

export interface PictureSurroundings {
  readonly body: Uint8Array;
  readonly index: RequestIndex;
  readonly model: string;
  readonly canRetrieve: boolean;
  /** Names the original of a picture; absent when the asker keeps it. */
  readonly nameOriginal?: (dataUrl: string) => string;
  /** Whether this earlier picture goes as it came, so that a later one may refer to it. */
  readonly isWhole: (picture: Block) => boolean;
  /** Positions of what an earlier cut of the window took. */
  readonly gone?: ReadonlySet<number>;
}

/** Gathers what the judgement of a picture depends on; a text says why there is nothing to be judged. */
export function pictureBirth(picture: Block, around: PictureSurroundings): PictureBirth | string {
  const { body, index, model, canRetrieve, nameOriginal } = around;
  const found = findPicture(body, picture);
  if (found === undefined) return say('picture.named');
  if (findsPlacesInPictures(body, index)) return say('picture.pointing');
  if (setsResolution(body, index)) return say('picture.resolutionSet');
  const question = questionAbout(body, index, picture);
  const original = joinDataUrl(found.mediaType, found.base64);
  const bytes = Buffer.from(found.base64, 'base64');
  return {
    identity: pictureIdentity(body, index, picture),
    original,
    task: {
      bytes,
      mediaType: found.mediaType,
      model,
      detail: found.detail,
      allowsText: takesText(picture, found, index),
      canRetrieve,
      earlier: earlierPictures(picture, bytes, around),
      ...(question !== undefined && { question }),
      ...(found.lowDetail !== undefined && { lowDetail: found.lowDetail.kind }),
      ...(nameOriginal !== undefined && { handle: nameOriginal(original) }),
    },
  };
}

/** Gemini takes a resolution for the whole request, too. */
function setsResolution(body: Uint8Array, { format }: RequestIndex): boolean {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  return format === 'gemini' && bytes.includes('"MEDIA_RESOLUTION_');
}

/** What Gemini's function responses carry beside their object are files; a text among them is refused. */
function takesText({ callId, tool }: Block, { textPart }: PictureSlot, { format }: RequestIndex): boolean {
  return textPart !== undefined && !(format === 'gemini' && (callId !== undefined || tool !== undefined));
}

/** A model has to count back to the picture that another one repeats, and screenshots that repeat an older one are rare. */
const farthest = 4;

function earlierPictures(picture: Block, bytes: Uint8Array, around: PictureSurroundings): readonly EarlierPicture[] {
  const { body, index, isWhole, gone } = around;
  const size = imageSize(bytes);
  const all = index.blocks.filter(({ kind }) => kind === 'image');
  const nearest = picturesBefore(index, picture, gone).slice(0, farthest);
  return nearest
    .flatMap((block, i): EarlierPicture[] => {
      const found = isWhole(block) ? findPicture(body, block) : undefined;
      if (found === undefined || found.detail === 'low') return [];
      const other = Buffer.from(found.base64, 'base64');
      const otherSize = imageSize(other);
      if (size?.width !== otherSize?.width || size?.height !== otherSize?.height) return [];
      const id = pictureIdentity(body, index, block);
      return [{ id, number: all.indexOf(block) + 1, back: i + 1, bytes: other }];
    })
    .toReversed();
}
