import type { RequestIndex } from '../conversation/request.ts';
import type { Decision } from '../plan/decision.ts';
import { redactSecrets } from '../plan/secrets.ts';
import { contentOf, type DescribedBlock, hashOf } from './describeBlocks.ts';
import type { SentPrefix } from './sentPrefix.ts';

export interface TextSource {
  readonly body: Uint8Array;
  readonly index: RequestIndex;
  readonly described: readonly DescribedBlock[];
  readonly previous: SentPrefix | undefined;
  /** The decision that is shown for a block, if any. */
  readonly shown: ReadonlyMap<number, Decision>;
}

/** Texts that an exchange adds to those of its predecessor, by the hash that names them. Secrets are redacted in both. */
export function blockTexts({ body, index, described, previous, shown }: TextSource): ReadonlyMap<string, string> {
  const kept = new Set(previous?.blocks.flatMap(({ textHash, sentHash }) => [textHash, sentHash]));
  const texts = new Map<string, string>();
  for (const { record } of described) {
    const outcome = shown.get(record.position)?.outcome;
    // A picture for which only less detail was asked stands there as it came.
    if (outcome?.kind === 'replace' && outcome.picture?.form !== 'lowDetail') {
      texts.set(hashOf(outcome.output), outcome.output);
    }
    const block = index.blocks[record.position];
    if (block === undefined || kept.has(record.hash) || texts.has(record.hash)) continue;
    const text = contentOf(body, block);
    texts.set(record.hash, record.hash === block.hash ? text : redactSecrets(text));
  }
  return texts;
}
