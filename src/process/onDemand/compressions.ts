import type { Original } from '../../engine/plan/decision.ts';
import { RefusedRequest } from '../../proxy/ports.ts';
import { say } from '../../shared/sentences/say.ts';
import { type JudgeByDeadline, openJudgePort } from '../judging/judgePort.ts';
import type { PictureJudge } from '../judging/pictureJudge.ts';
import { WorkerCalls } from '../threads/workerCalls.ts';
import { keepFirst, type Originals } from './onDemand.ts';

export interface CompressionQuestion {
  /** The body of `POST /v1/compress`. */
  readonly posted: Uint8Array;
  /** Names originals; nothing is omitted without it. */
  readonly key: Uint8Array | undefined;
}

export type CompressionAnswer =
  | { readonly kind: 'compressed'; readonly document: string; readonly originals: readonly Original[] }
  | { readonly kind: 'refused'; readonly message: string };

/** Who judges pictures, and whether the engine lets them be judged at all just now. */
export interface JudgedPictures {
  readonly judge: Pick<PictureJudge, 'judgePicture'>;
  readonly areJudged: () => boolean;
}

/** A megabyte takes a fraction of a second, pictures have their own deadline; this is for texts that nobody foresaw. */
const stuckMs = 60_000;

/** Answers `POST /v1/compress`, in a thread that starts with the first question. */
export class Compressions {
  readonly #store: Originals;
  readonly #thread: WorkerCalls<CompressionQuestion, CompressionAnswer>;

  constructor(store: Originals, workerUrl: URL, pictures: JudgedPictures) {
    this.#store = store;
    this.#thread = new WorkerCalls(workerUrl, { timeoutMs: stuckMs, line: () => openJudgePort(judgeOf(pictures)) });
  }

  /** The answer as JSON text: the request in it is what was posted, byte for byte where nothing was replaced. */
  async compress(posted: Uint8Array): Promise<string> {
    const { document } = await keepFirst(this.#store, key => this.#ask(posted, key));
    return document;
  }

  close(): Promise<void> {
    return this.#thread.close();
  }

  async #ask(posted: Uint8Array, key: Uint8Array | undefined) {
    const answer = await this.#thread.call({ posted, key });
    if (answer.kind === 'refused') throw new RefusedRequest(400, answer.message);
    return answer;
  }
}

function judgeOf({ judge, areJudged }: JudgedPictures): JudgeByDeadline {
  return async (task, deadlineAt) => {
    if (!areJudged()) throw new Error(say('left.images'));
    return judge.judgePicture(task, deadlineAt);
  };
}
