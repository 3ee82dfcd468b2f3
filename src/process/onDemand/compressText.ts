import { makeHandle } from '../../engine/plan/handle.ts';
import type { Judge } from '../../proxy/ports.ts';
import type { CompressedText, CompressTextRequest } from '../../shared/adminApi.ts';
import type { Options } from '../../shared/options.ts';
import type { Store } from '../../store/store.ts';

export interface CompressTextParts {
  readonly store: Pick<Store, 'handleKey' | 'keepsOriginals' | 'commit'>;
  readonly judge: Judge;
  readonly options: Options;
}

/** The project of originals that belong to no conversation. */
const project = 'compressed on request';
const fallbackModel = 'claude-sonnet-4-5';

/** Judges one text as if a tool had printed it. The original is durable before the shorter text is given out. */
export async function compressText(
  { text, model = fallbackModel, ...hints }: CompressTextRequest,
  { store, judge, options }: CompressTextParts,
): Promise<CompressedText> {
  const handle = makeHandle(store.handleKey, project, text);
  const birth = { identity: handle, subject: { text, kind: 'toolResult' as const, ...hints }, handle };
  const [outcome] = await judge.judge([birth], { model, options, canRetrieve: store.keepsOriginals });
  if (outcome === undefined) throw new Error('The text was not judged. Try again.');

  const { decision, original } = outcome;
  const { tokensBefore, tokensAfter } = decision;
  const left = { text, tokensBefore, tokensAfter, transform: 'none', reason: decision.outcome.reason };
  if (decision.outcome.kind === 'leave' || original === undefined) return left;
  // Kept without a decision: nothing is to be replayed in any conversation.
  if (store.keepsOriginals) await store.commit(project, [], [original]);
  const { output, transform, reason } = decision.outcome;
  return { text: output, tokensBefore, tokensAfter, transform, reason, ...(store.keepsOriginals && { handle }) };
}
