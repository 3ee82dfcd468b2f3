import { say } from '../../shared/sentences/say.ts';
import { findSecret } from '../plan/secrets.ts';
import { repeatNote, transcriptHead } from './pictureNote.ts';
import { isWorthIt, type PictureFacts, tokensBefore } from './picturePlan.ts';
import type { PictureText } from './readText.ts';
import { layOutText } from './textLayout.ts';

export type TranscriptPlan =
  | { readonly kind: 'leave'; readonly reason: string }
  | { readonly kind: 'transcribe'; readonly text: string; readonly tokensAfter: number; readonly reason: string };

/** Below this, so many characters are wrong that the picture is the better text. */
const leastConfidence = { tesseract: 0.8, paddle: 0.9 };

/** The text in a picture's place, with its layout, when it is certain enough and costs less than the picture. */
export function planTranscript(facts: PictureFacts, text: PictureText): TranscriptPlan {
  if (text.lines.length === 0) return leave(say('picture.noText'));
  if (text.confidence < leastConfidence[text.reader]) {
    return leave(say('picture.readDoubtful', { share: Math.floor(text.confidence * 100) }));
  }
  const laidOut = layOutText(text);
  const secret = findSecret(laidOut);
  if (secret !== undefined) return leave(say('picture.secret', { kind: secret }));
  const whole = `${transcriptHead(facts.size, text.confidence, facts.handle)}\n${laidOut}`;
  const tokensAfter = facts.count(whole);
  if (!isWorthIt(tokensBefore(facts), tokensAfter)) return leave(say('picture.textDear'));
  const share = Math.floor(text.confidence * 100);
  return { kind: 'transcribe', text: whole, tokensAfter, reason: say('picture.read', { share }) };
}

function leave(reason: string): TranscriptPlan {
  return { kind: 'leave', reason };
}

/** Stands for a picture that the model has seen before, whole. */
export function repeatText({ size, handle }: Pick<PictureFacts, 'size' | 'handle'>, back: number): string {
  return repeatNote(size, back, handle);
}
