import type { Options } from '../../../shared/options.ts';
import type { Block } from '../../conversation/request.ts';
import type { Decision } from '../decision.ts';
import { eligibilityOf } from '../eligibility.ts';
import type { BlockOutcome } from '../window/fitWindow.ts';
import { type JudgePicture, judgePictures, type PicturesToJudge } from './judgePictures.ts';
import { pictureOutcome } from './pictureOutcome.ts';

export interface LoosePictures extends PicturesToJudge {
  readonly options: Options;
  readonly judge: JudgePicture | undefined;
  /** The receipt of a picture that is left alone, and of one that is replaced. */
  readonly leave: (picture: Block, reason: string) => BlockOutcome;
  readonly replace: (picture: Block, decision: Decision) => Pick<BlockOutcome, 'receipt'>;
}

/** What becomes of the pictures of a request that nobody sends for us, by position. */
export async function loosePictures({
  judge,
  options,
  leave,
  replace,
  ...request
}: LoosePictures): Promise<ReadonlyMap<number, BlockOutcome>> {
  if (judge === undefined) return new Map();
  // Without a place for originals nothing is taken away.
  if (request.nameOriginal === undefined) return new Map();
  const mayJudge = (block: Block): boolean =>
    eligibilityOf(block, options).kind === 'eligible' && request.mayJudge(block);
  const judged = await judgePictures({ ...request, mayJudge }, judge);
  return new Map(
    judged.map((one): readonly [number, BlockOutcome] => {
      const { block } = one;
      if (!('verdict' in one)) return [block.position, leave(block, one.reason)];
      const { decision, original } = pictureOutcome(one.birth, one.verdict);
      if (decision.outcome.kind === 'leave') return [block.position, leave(block, decision.outcome.reason)];
      const settled = { block, decision };
      return [block.position, { settled, ...replace(block, decision), ...(original !== undefined && { original }) }];
    }),
  );
}
