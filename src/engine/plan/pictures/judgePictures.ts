import type { Block, RequestIndex } from '../../conversation/request.ts';
import type { Edit } from '../../conversation/splice.ts';
import { pictureEdits } from '../../images/pictureEdits.ts';
import type { PictureTask, PictureVerdict } from '../../images/pictureTask.ts';
import { type PictureBirth, pictureBirth } from './pictureBirth.ts';
import { replacementOf } from './pictureOutcome.ts';

/** Judges one picture, elsewhere. Rejects with the reason why it cannot. `identity` is what a decision would belong to. */
export type JudgePicture = (task: PictureTask, identity: string) => Promise<PictureVerdict>;

export interface PicturesToJudge {
  readonly body: Uint8Array;
  readonly index: RequestIndex;
  readonly model: string;
  readonly mayJudge: (picture: Block) => boolean;
  /** Names the original of a picture; absent when the asker keeps them. */
  readonly nameOriginal?: (dataUrl: string) => string;
}

export interface JudgedPicture {
  readonly block: Block;
  readonly birth: PictureBirth;
  readonly verdict: PictureVerdict;
}

/** A picture that nobody judged, and why. */
export interface UnjudgedPicture {
  readonly block: Block;
  readonly reason: string;
}

/** Judges the pictures of a request that nobody sends for us, each by itself and in order. */
export async function judgePictures(
  { mayJudge, ...request }: PicturesToJudge,
  judge: JudgePicture,
): Promise<readonly (JudgedPicture | UnjudgedPicture)[]> {
  const changed = new Set<Block>();
  const judged: (JudgedPicture | UnjudgedPicture)[] = [];
  for (const block of request.index.blocks) {
    if (block.kind !== 'image' || !mayJudge(block)) continue;
    const birth = pictureBirth(block, { ...request, canRetrieve: true, isWhole: earlier => !changed.has(earlier) });
    if (typeof birth === 'string') {
      judged.push({ block, reason: birth });
      continue;
    }
    const result = await attempt(birth, judge);
    if (typeof result !== 'string' && result.change !== undefined) changed.add(block);
    judged.push(typeof result === 'string' ? { block, reason: result } : { block, birth, verdict: result });
  }
  return judged;
}

async function attempt({ task, identity }: PictureBirth, judge: JudgePicture): Promise<PictureVerdict | string> {
  try {
    return await judge(task, identity);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** The splices that carry a verdict out, where no decision is kept. */
export function editsOfVerdict(body: Uint8Array, block: Block, { technique, change }: PictureVerdict): readonly Edit[] {
  return change === undefined ? [] : pictureEdits(body, block, replacementOf(technique, change));
}
