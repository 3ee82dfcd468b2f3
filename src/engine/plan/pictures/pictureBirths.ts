import type { Block } from '../../conversation/request.ts';
import { questionAbout } from '../../images/pictureQuestion.ts';
import { resolveModel } from '../../models/modelTable.ts';
import type { Birth } from '../birth.ts';
import { smallPrefixOf } from '../history/smallPrefix.ts';
import type { PlannedBlock } from '../planRequest.ts';
import { type PictureSurroundings, pictureBirth } from './pictureBirth.ts';

/** The pictures of a planned request that are to be judged. What cannot be judged is a birth too: that it is left alone lasts. */
export function pictureBirthsOf(
  plan: readonly PlannedBlock[],
  request: Omit<PictureSurroundings, 'isWhole'> & Required<Pick<PictureSurroundings, 'nameOriginal'>>,
): readonly Birth[] {
  // What is decided at the same time may turn out either way.
  const isWhole = ({ position }: Block): boolean => plan[position]?.kind === 'leave';
  return plan.flatMap((planned): Birth[] => {
    if (planned.kind !== 'birth' || planned.block.kind !== 'image') return [];
    const { block, identity } = planned;
    const built = pictureBirth(block, { ...request, isWhole });
    const question = questionAbout(request.body, request.index, block);
    const asked = { kind: 'image', ...(question !== undefined && { question }) } as const;
    if (typeof built === 'string') return [{ identity, subject: { ...asked, text: '' }, handle: '', picture: built }];
    const { task, original } = built;
    const prefix = smallPrefixOf(block, plan, { ...request, model: resolveModel(request.model) });
    const picture = prefix === undefined ? task : { ...task, prefix };
    return [{ identity, subject: { ...asked, text: original }, handle: task.handle ?? '', picture }];
  });
}
