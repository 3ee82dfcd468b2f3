import type { WasteFinding } from '../../shared/records.ts';
import { type SentenceCode, say } from '../../shared/sentences/say.ts';
import type { WasteCategory } from '../../shared/wasteCategories.ts';
import type { ContextWaste, LocalWasteCategory } from '../waste/finding.ts';
import type { CacheDiagnosis } from './cacheOutcome.ts';
import type { DescribedBlock } from './describeBlocks.ts';

export interface WasteFacts {
  readonly described: readonly DescribedBlock[];
  readonly context: readonly ContextWaste[];
  readonly cache: CacheDiagnosis;
  /** US dollars for one token at the tier at which this context is paid again; `undefined` when nobody knows it. */
  readonly pricePerToken: number | undefined;
}

export interface WeighedWaste {
  /** Largest first. */
  readonly findings: readonly WasteFinding[];
  /** Wasted tokens per position, each token counted once. */
  readonly byBlock: ReadonlyMap<number, number>;
  readonly total: number;
}

/** Puts all findings together and counts every token once: a stale read is wasted whole, whatever else is wrong with it. */
export function weighWaste(facts: WasteFacts): WeighedWaste {
  const { pricePerToken } = facts;
  const wholly = new Set(
    facts.context.flatMap(({ category, block }) => (block !== undefined && isWhole(category) ? [block] : [])),
  );
  const local = facts.described
    .filter(({ record }) => !wholly.has(record.position))
    .flatMap(({ record, localWaste }) =>
      localWaste.map(({ category, tokens, line, what }) => ({
        category,
        tokens: Math.min(tokens, record.tokensAfter),
        block: record.position,
        place: record.label,
        ...(line === undefined ? {} : { line }),
        recommendation: say(localAdvice[category], { what, place: record.label }),
      })),
    );
  const all: readonly ContextWaste[] = [...facts.context, ...local, ...cacheFinding(facts.cache)];
  const findings = all
    .map(({ spread: _, ...finding }) => ({
      ...finding,
      costPerTurn: pricePerToken === undefined ? null : finding.tokens * pricePerToken,
    }))
    .toSorted((a, b) => b.tokens - a.tokens);
  const byBlock = wasteByBlock(all, facts.described);
  return { findings, byBlock, total: [...byBlock.values()].reduce((sum, tokens) => sum + tokens, 0) };
}

/** Categories in which a finding covers the whole block. */
function isWhole(category: WasteCategory): boolean {
  return category === 'staleReads' || category === 'duplicateContent';
}

const localAdvice = {
  repeatedLines: 'advice.repeatedLines',
  base64: 'advice.base64',
  whitespace: 'advice.whitespace',
  htmlNoise: 'advice.htmlNoise',
  jsonBloat: 'advice.jsonBloat',
} as const satisfies Readonly<Record<LocalWasteCategory, SentenceCode>>;

function wasteByBlock(
  findings: readonly ContextWaste[],
  described: readonly DescribedBlock[],
): ReadonlyMap<number, number> {
  const byBlock = new Map<number, number>();
  for (const { block, tokens, spread } of findings) {
    for (const share of spread ?? (block === undefined ? [] : [{ position: block, tokens }])) {
      const limit = described[share.position]?.record.tokensAfter ?? 0;
      byBlock.set(share.position, Math.min(limit, (byBlock.get(share.position) ?? 0) + share.tokens));
    }
  }
  return byBlock;
}

/** A break costs once, not with every turn; its tokens are not part of the context and so of no block. */
function cacheFinding({ outcome, culprit = 'provider' }: CacheDiagnosis): readonly ContextWaste[] {
  if (outcome.rewritten === 0) return [];
  const { cause = say('cache.provider') } = outcome;
  return [
    {
      category: culprit === 'system' || culprit === 'tools' ? 'dynamicPrefix' : 'cacheBreak',
      tokens: outcome.rewritten,
      place: say('place.cache'),
      recommendation: say(`advice.break.${culprit}`, { cause }),
    },
  ];
}
