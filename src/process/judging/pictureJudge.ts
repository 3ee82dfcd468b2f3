import { imageTokens } from '../../engine/images/imageTokens.ts';
import type { PictureTask, PictureVerdict } from '../../engine/images/pictureTask.ts';
import { unseenVerdict } from '../../engine/images/unseenVerdict.ts';
import { resolveModel } from '../../engine/models/modelTable.ts';
import type { Birth, BirthOutcome } from '../../engine/plan/birth.ts';
import { pictureOutcome } from '../../engine/plan/pictures/pictureOutcome.ts';
import type { ModelClient } from '../../models/modelClient.ts';
import type { Judge, JudgeContext } from '../../proxy/ports.ts';

/** Without anybody waiting: reading a large page takes seconds. */
const patienceMs = 60_000;

/** Has pictures judged by the model process. */
export class PictureJudge implements Judge {
  readonly #models: Pick<ModelClient, 'ask' | 'prepare'>;

  constructor(models: Pick<ModelClient, 'ask' | 'prepare'>) {
    this.#models = models;
  }

  judge(births: readonly Birth[], context: JudgeContext, deadlineMs?: number): Promise<readonly BirthOutcome[]> {
    return Promise.all(births.map(birth => this.#judgeOne(birth, context, deadlineMs)));
  }

  /** A picture is likely to come. */
  prepare(): void {
    this.#models.prepare();
  }

  /** Rejects with the reason when the picture cannot be judged, or not in time. */
  async judgePicture(task: PictureTask, deadlineAt = Date.now() + patienceMs): Promise<PictureVerdict> {
    const unseen = unseenVerdict(task);
    if (unseen !== undefined) return unseen;
    const leftMs = deadlineAt - Date.now();
    if (leftMs <= 0) throw new Error('the deadline passed before the picture was looked at');
    const outcome = await this.#models.ask('judgePicture', { task, deadlineAt }, leftMs);
    if (outcome.kind === 'failed') throw new Error(outcome.reason);
    return outcome.answer;
  }

  async #judgeOne(birth: Birth, { model }: JudgeContext, deadlineMs?: number): Promise<BirthOutcome> {
    const { identity, picture, subject } = birth;
    if (picture === undefined) throw new Error('a text was given where a picture was expected');
    if (typeof picture === 'string') return leftAlone(identity, picture, model);
    const verdict = await this.judgePicture(picture, deadlineMs);
    return pictureOutcome({ identity, task: picture, original: subject.text }, verdict);
  }
}

/** Pictures of which nothing but their name is sent count as a screenshot does. */
const presumedSize = { width: 1280, height: 800 };

function leftAlone(identity: string, reason: string, model: string): BirthOutcome {
  const tokens = imageTokens(resolveModel(model).image, presumedSize);
  return { decision: { identity, outcome: { kind: 'leave', reason }, tokensBefore: tokens, tokensAfter: tokens } };
}
