import type { Options } from '../../shared/options.ts';
import type { BlockKind, Grade } from '../../shared/records.ts';
import type { TokenCounter } from '../tokens/tokenCounter.ts';

/** Everything that a judgement may depend on. Plain data apart from the counter, so that it crosses to a worker. */
export interface Subject {
  readonly text: string;
  readonly kind: BlockKind;
  readonly tool?: string;
  /** The shell command whose output this is, when the tool is a shell. */
  readonly command?: string;
  /** The file that was read, when the tool reads files. */
  readonly path?: string;
  /** The project in whose request the text stands, for tool profiles that are bound to one. */
  readonly project?: string;
  /** The newest human text before the block; never a later one, so that replay is exact. */
  readonly question?: string;
  readonly isError?: boolean;
}

/** What a judgement may use. */
export interface JudgeContext {
  readonly options: Options;
  readonly counter: TokenCounter;
  /** Short name under which the original is kept; it goes into markers. */
  readonly handle: string;
  /** False when the client cannot fetch originals: then nothing is omitted. */
  readonly canRetrieve: boolean;
}

/** Left alone with a reason, or replaced. `reason` is one sentence for people, without a final stop. */
export type Judgement =
  | { readonly kind: 'leave'; readonly reason: string }
  | {
      readonly kind: 'replace';
      readonly transform: string;
      readonly grade: Grade;
      readonly output: string;
      readonly reason: string;
    };

/** Pure: the same subject in the same context always gives the same judgement, so provider caches still hit. */
export interface Transform {
  readonly id: string;
  /** For the panel: what leaves the context, and why that is safe. */
  readonly summary: string;
  /** The best grade that its outputs reach. */
  readonly grade: Grade;
  /** True for an omission that takes away only what went well: then it may be applied to what a client marked as failed. */
  readonly keepsFailures?: boolean;
  /** `undefined` when the text is not of this transform's kind: a wrong guess is a no-op. */
  apply(subject: Subject, context: JudgeContext): Replacement | undefined;
}

/** A transform's proposal; the judge accepts it only when its tokens are fewer. */
export interface Replacement {
  readonly output: string;
  readonly reason: string;
  /** Set when this output is less faithful than the transform's own grade, e.g. odd whitespace that cannot be given back. */
  readonly grade?: Grade;
}
