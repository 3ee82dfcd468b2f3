import type { Usage } from '../../shared/records.ts';
import { type CacheRules, CacheSimulator, type CacheUse, cacheRulesOf } from '../plan/cacheSimulator.ts';
import { reasonOfMiss } from '../plan/circuitPolicy.ts';
import type { Sample } from '../tokens/calibration.ts';
import type { AnalysisContext } from './analysisContext.ts';
import { type CacheDiagnosis, diagnoseCache } from './cacheOutcome.ts';
import type { DescribedBlock } from './describeBlocks.ts';
import type { ExchangeFacts } from './exchangeFacts.ts';
import type { Lesson } from './exchangeRecording.ts';
import { usageOf } from './netSaving.ts';
import { inputOf, piecesOf, prefixBlocks, type SentPrefix } from './sentPrefix.ts';

/** What went upstream in an exchange, and what the provider's cache made of it. */
export interface Traffic {
  readonly sent: SentPrefix;
  readonly diagnosis: CacheDiagnosis;
  /** As reported, else as forecast. */
  readonly usage: Usage;
  readonly tokensPerToken: number;
  readonly lesson?: Lesson;
  readonly distrust?: string;
}

/** Tells the simulated cache of the exchange and compares. A refused request is not cached, so its predecessor stays the last. */
export function readTraffic(
  facts: ExchangeFacts,
  context: AnalysisContext,
  described: readonly DescribedBlock[],
): Traffic {
  const { model, lineage, index, cache = new CacheSimulator() } = context;
  const { previous } = lineage;
  const blocks = prefixBlocks({ ...context, described, previous });
  const ours = blocks.reduce((sum, { tokens }) => sum + tokens, 0);
  const reported = facts.usage === undefined ? 0 : inputOf(facts.usage);
  const isComparable = index.previousResponseId === undefined && isPlausible(reported / ours);
  const tokensPerToken = isComparable ? reported / ours : 1;
  const rules = cacheRulesOf(model);
  const modelName = index.model ?? facts.model ?? 'unknown';
  const isRefused = facts.status >= 400;
  const forecast = isRefused
    ? { input: ours, read: 0, write5m: 0, write1h: 0 }
    : cache.use({
        rules,
        scope: `${facts.provider} ${modelName}`,
        pieces: piecesOf(blocks, tokensPerToken),
        atMs: facts.startedAt,
      });
  const current = { model: modelName, sentAt: facts.startedAt, blocks };
  const diagnosis = diagnoseCache({
    previous: isRefused ? undefined : previous,
    current,
    forecast,
    usage: facts.usage,
    tokensPerToken,
    lifetimeMs: rules.lifetimesMs[blocks.some(({ mark }) => mark === '1h') ? '1h' : '5m'],
    ...(rules.kind === 'breakpoints' && { lookback: rules.lookback }),
  });
  const sent: SentPrefix = {
    ...current,
    cachedAt: facts.startedAt + (facts.timings.firstByteMs ?? facts.timings.totalMs),
    cachedTokens: cachedTokens(rules, facts.usage, forecast),
    isEdited: facts.settled.some(({ decision }) => decision.outcome.kind === 'replace'),
  };
  const sample = isComparable ? sampleOf(described, reported) : undefined;
  const distrust = reasonOfMiss({
    rewritten: diagnosis.outcome.rewritten,
    // A new cut of the rolling window was asked for, and its receipt has priced the break.
    culprit: cutsAnew(facts) ? undefined : diagnosis.culprit,
    isEdited: sent.isEdited || previous?.isEdited === true,
    isDeterministic: rules.kind === 'breakpoints',
  });
  return {
    sent: isRefused && previous !== undefined ? previous : sent,
    diagnosis,
    usage: facts.usage ?? usageOf(forecast),
    tokensPerToken,
    ...(sample !== undefined && { lesson: { family: model.tokenizer, sample } }),
    ...(distrust !== undefined && { distrust }),
  };
}

function cutsAnew({ settled }: ExchangeFacts): boolean {
  return settled.some(({ fresh, decision: { outcome } }) => {
    return fresh && outcome.kind === 'replace' && outcome.transform === 'rolling_window';
  });
}

/** What the provider now holds. Those that cache by themselves do not report what they write, so there the forecast stands. */
function cachedTokens(rules: CacheRules, usage: Usage | undefined, forecast: CacheUse): number {
  if (usage === undefined || rules.kind === 'automatic') return forecast.read + forecast.write5m + forecast.write1h;
  return usage.cacheRead + usage.cacheWrite5m + usage.cacheWrite1h;
}

/** Beyond these factors something else was counted than what we see, e.g. a conversation that the provider keeps. */
function isPlausible(factor: number): boolean {
  return factor >= 0.4 && factor <= 2.5;
}

/** Only text teaches: documents are counted by rules of their own, and images by formula. */
function sampleOf(described: readonly DescribedBlock[], reported: number): Sample | undefined {
  if (described.some(({ record }) => record.kind === 'document')) return undefined;
  const raw = described.reduce((sum, { sent }) => sum + sent.rawTokens, 0);
  const images = described.reduce((sum, { record, sent }) => sum + (record.kind === 'image' ? sent.tokens : 0), 0);
  return [raw, reported - images];
}
