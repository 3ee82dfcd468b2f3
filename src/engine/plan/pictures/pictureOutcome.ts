import { unreachable } from '../../../shared/unreachable.ts';
import type { PictureDecision } from '../../images/pictureDecision.ts';
import { joinDataUrl, type PictureForm } from '../../images/pictureEdits.ts';
import type { PictureChange, PictureVerdict } from '../../images/pictureTask.ts';
import type { TechniqueName } from '../../images/technique.ts';
import type { BirthOutcome } from '../birth.ts';
import type { PictureBirth } from './pictureBirth.ts';

/** The decision that a verdict amounts to, with the original that must be kept for it. */
export function pictureOutcome({ identity, task, original }: PictureBirth, verdict: PictureVerdict): BirthOutcome {
  const { technique, confidence, tokensBefore, tokensAfter, reason, size, change } = verdict;
  const seen = { technique, confidence, ...(size !== undefined && { size }) };
  const { handle } = task;
  if (change === undefined || handle === undefined) {
    const outcome = { kind: 'leave', reason, picture: seen } as const;
    return { decision: { identity, outcome, tokensBefore, tokensAfter: tokensBefore } };
  }
  const { transform, output, dependsOn, ...shown } = replacementOf(technique, change);
  return {
    decision: {
      identity,
      outcome: {
        kind: 'replace',
        transform,
        grade: 'omission',
        output,
        reason,
        handle,
        picture: { ...seen, ...shown },
        ...(dependsOn !== undefined && { dependsOn }),
      },
      tokensBefore,
      tokensAfter,
    },
    original: { handle, text: original },
  };
}

export interface PictureOutput extends Pick<PictureDecision, 'note' | 'sizeAfter' | 'back'> {
  readonly transform: string;
  /** The text, or the data URL of the picture, that stands in the place; empty where only less detail is asked for. */
  readonly output: string;
  readonly form: PictureForm;
  readonly dependsOn?: string;
}

export function replacementOf(technique: TechniqueName, change: PictureChange): PictureOutput {
  const transform = `image_${technique}`;
  switch (change.kind) {
    case 'lowDetail':
      return { transform, form: 'lowDetail', output: '', ...noted(change) };
    case 'redrawn': {
      const output = joinDataUrl(change.mediaType, Buffer.from(change.bytes).toString('base64'));
      return { transform, form: 'picture', output, sizeAfter: change.size, ...noted(change) };
    }
    case 'transcript':
      return { transform, form: 'text', output: change.text };
    case 'repeat':
      return { transform: 'image_repeat', form: 'text', output: change.text, dependsOn: change.of, back: change.back };
    default:
      return unreachable(change);
  }
}

function noted({ note }: { readonly note?: string }): { readonly note?: string } {
  return note === undefined ? {} : { note };
}
