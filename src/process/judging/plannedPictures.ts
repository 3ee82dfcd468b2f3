import type { ExchangeFacts, SettledBlock } from '../../engine/analysis/exchangeFacts.ts';
import { indexRequest, isUnindexed } from '../../engine/conversation/indexRequest.ts';
import type { PictureVerdict } from '../../engine/images/pictureTask.ts';
import { eligibilityOf } from '../../engine/plan/eligibility.ts';
import { unkeptHandle } from '../../engine/plan/handle.ts';
import { offersRetrieval } from '../../engine/plan/offersRetrieval.ts';
import { type JudgePicture, judgePictures } from '../../engine/plan/pictures/judgePictures.ts';
import { pictureOutcome } from '../../engine/plan/pictures/pictureOutcome.ts';

/** Verdicts are remembered up to this number, since every later turn holds the same pictures. */
const mostRemembered = 500;

/** What optimize would do to the pictures of requests that are only looked at. Judges each picture once. */
export class PlannedPictures {
  readonly #judge: JudgePicture;
  readonly #verdicts = new Map<string, Promise<PictureVerdict>>();
  #last: Promise<unknown> = Promise.resolve();

  constructor(judge: JudgePicture) {
    this.#judge = judge;
  }

  /** The facts of a simulated exchange with the decisions on its pictures; in order, so that turns are analysed as they came. */
  addTo(facts: ExchangeFacts): Promise<ExchangeFacts> {
    if (facts.mode !== 'simulate' || !facts.options.imageOptimize) return Promise.resolve(facts);
    const next = this.#last.then(async () => ({ ...facts, planned: await this.plan(facts) }));
    this.#last = next.catch(() => undefined);
    return next.catch(() => facts);
  }

  async plan({ body, format, model, options, canRetrieve }: PlannedRequest): Promise<readonly SettledBlock[]> {
    if (body === undefined || format === undefined || !mayHoldPictures(body)) return [];
    const index = indexRequest(body, format);
    if (isUnindexed(index) || !(canRetrieve || offersRetrieval(body, index))) return [];
    const request = { body, index, model: index.model ?? model ?? 'unknown', nameOriginal: () => unkeptHandle };
    const mayJudge = (block: Parameters<typeof eligibilityOf>[0]): boolean =>
      eligibilityOf(block, options).kind === 'eligible' && index.messages[block.message]?.author === 'client';
    const judged = await judgePictures({ ...request, mayJudge }, (task, identity) => this.#remember(identity, task));
    return judged.flatMap(one => {
      if (!('verdict' in one)) return [];
      const { decision } = pictureOutcome(one.birth, one.verdict);
      return [{ position: one.block.position, decision, fresh: true }];
    });
  }

  #remember(identity: string, task: Parameters<JudgePicture>[0]): Promise<PictureVerdict> {
    const key = `${identity} ${task.model}`;
    const known = this.#verdicts.get(key);
    if (known !== undefined) return known;
    const verdict = this.#judge(task, identity);
    this.#verdicts.set(key, verdict);
    verdict.catch(() => this.#verdicts.delete(key));
    const [oldest] = this.#verdicts.keys();
    if (this.#verdicts.size > mostRemembered && oldest !== undefined) this.#verdicts.delete(oldest);
    return verdict;
  }
}

export type PlannedRequest = Pick<ExchangeFacts, 'body' | 'format' | 'model' | 'options' | 'canRetrieve'>;

/** Names of the parts that hold pictures; most requests have none, and are not read a second time. */
const marks = ['"image', 'inlineData', 'inline_data', 'input_image', 'computer_screenshot'];

function mayHoldPictures(body: Uint8Array): boolean {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  return marks.some(mark => bytes.includes(mark));
}
