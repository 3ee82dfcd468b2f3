import { createHash } from 'node:crypto';
import type { Block, RequestIndex } from '../../conversation/request.ts';
import { textsBeside } from '../../images/pictureQuestion.ts';
import { identityOf } from '../identity.ts';

/**
 * What a decision on a picture belongs to: its place and content, and the question beside it. A question that is asked later
 * in the same message changes what the picture is for.
 */
export function pictureIdentity(body: Uint8Array, index: RequestIndex, picture: Block): string {
  const questions = textsBeside(body, index, picture);
  if (questions.length === 0) return identityOf(picture);
  const asked = createHash('sha256').update(JSON.stringify(questions)).digest('hex').slice(0, 16);
  return `${identityOf(picture)}:asked:${asked}`;
}
