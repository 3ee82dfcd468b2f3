import type { CompositionShare, ExchangeDetail, Receipt, WasteFinding } from '../../shared/records.ts';
import type { RequestIndex } from '../conversation/request.ts';
import type { ModelFacts } from '../models/modelFacts.ts';
import { priceTokens, priceUsage, tierFor } from '../models/price.ts';
import { findSecret, redactSecrets } from '../plan/secrets.ts';
import type { TokenCounter } from '../tokens/tokenCounter.ts';
import { findContextWaste } from '../waste/contextWaste.ts';
import type { TextMemo } from '../waste/textMemo.ts';
import { cacheOutcome, type SentPrefix } from './cacheOutcome.ts';
import { type Hypothesis, type HypothesisMemo, hypothesesFor } from './couldSave.ts';
import { contentOf, type DescribedBlock, describeBlocks, hashOf } from './describeBlocks.ts';
import type { ExchangeFacts, SettledBlock } from './exchangeFacts.ts';
import type { ExchangeRecording } from './exchangeRecording.ts';
import { shorten } from './labelOf.ts';
import { receiptOf } from './receipts.ts';
import { verdictOf } from './verdict.ts';
import { weighWaste } from './weighWaste.ts';

/** Where the exchange belongs, and what its predecessor sent. */
export interface Lineage {
  readonly conversation: string;
  readonly parent?: string;
  readonly branch?: string;
  readonly previous?: SentPrefix;
}

export interface AnalysisContext {
  readonly body: Uint8Array;
  readonly index: RequestIndex;
  readonly model: ModelFacts;
  readonly counter: TokenCounter;
  readonly lineage: Lineage;
  readonly memo: TextMemo;
  readonly hypotheses: HypothesisMemo;
}

/** A recording, and what the next exchange of the conversation will be compared with. */
export interface Analysis extends ExchangeRecording {
  readonly sent: SentPrefix;
}

/** Everything that is known of a finished exchange: its blocks, tokens, waste, cache, money, and one sentence. Pure. */
export function analyzeExchange(facts: ExchangeFacts, context: AnalysisContext): Analysis {
  const { index, model, counter, lineage } = context;
  const hypotheses =
    facts.mode === 'optimize' ? undefined : hypothesesFor({ facts, ...context, memo: context.hypotheses });
  const settled = settledIn(facts, hypotheses);
  const described = describeBlocks({ ...context, settled });
  const receipts = described.map(({ record }, position) => receiptAt(position, record, { facts, index, settled }));
  const sent = sentPrefix(facts, index, described);
  const cache = cacheOutcome({
    previous: lineage.previous,
    current: sent,
    usage: facts.usage,
    lifetimeMs: lifetimeMs(model, index),
    minimumTokens: model.minimumCacheableTokens,
  });
  const tokensBefore = sum(described.map(({ record }) => record.tokensBefore));
  const tokensAfter = sum(described.map(({ record }) => record.tokensAfter));
  const cost = facts.usage === undefined ? priceTokens(model, { input: tokensAfter }) : priceUsage(model, facts.usage);
  const pricePerToken = (tierFor(model, tokensAfter)?.[cache.hot > 0 ? 'cacheRead' : 'input'] ?? 0) / 1_000_000;
  const weighed = weighWaste({
    described,
    context: findContextWaste(described.map(({ record }) => record)),
    cache,
    pricePerToken,
  });
  const couldSaveTokens = hypotheses === undefined ? 0 : savedBy(hypotheses);
  const detail: ExchangeDetail = {
    ...identityOfExchange(facts, context),
    window: model.window,
    tokensBefore,
    tokensAfter,
    wasteTokens: weighed.total,
    errorBand: counter.errorBand,
    ...(facts.usage === undefined ? {} : { usage: facts.usage }),
    ...(cost === undefined ? {} : { cost }),
    ...(couldSaveTokens === 0 ? {} : { couldSave: { tokens: couldSaveTokens, usd: couldSaveTokens * pricePerToken } }),
    verdict: verdictOf({
      mode: facts.mode,
      receipts,
      liveFrom: index.liveFrom,
      canRetrieve: facts.canRetrieve,
      couldSaveTokens,
      ...(facts.fault === undefined ? {} : { fault: facts.fault }),
    }),
    composition: composition(described, weighed.byBlock),
    ...largest(weighed.findings),
    wasteCost: weighed.total * pricePerToken,
    cache,
    blocks: described.map(({ record }) => ({ ...record, wasteTokens: weighed.byBlock.get(record.position) ?? 0 })),
    receipts,
    waste: weighed.findings,
    limits: facts.limits,
  };
  return { detail, texts: textsOf(context, described, settled), sent };
}

/** In `simulate` what would have been decided counts as decided; in `audit` it is only added up. Replays are real in both. */
function settledIn(
  facts: ExchangeFacts,
  hypotheses: ReadonlyMap<number, Hypothesis> | undefined,
): ReadonlyMap<number, SettledBlock> {
  const real = new Map(facts.settled.map(entry => [entry.position, entry]));
  if (facts.mode !== 'simulate' || hypotheses === undefined) return real;
  const planned = [...hypotheses].map(
    ([position, { decision }]) => [position, { position, decision, fresh: true }] as const,
  );
  return new Map([...planned, ...[...real].filter(([, entry]) => entry.decision.outcome.kind === 'replace')]);
}

function receiptAt(
  position: number,
  record: DescribedBlock['record'],
  { facts, index, settled }: { facts: ExchangeFacts; index: RequestIndex; settled: ReadonlyMap<number, SettledBlock> },
): Receipt {
  const block = index.blocks[position];
  if (block === undefined) throw new RangeError(`No block at position ${position}`);
  const entry = settled.get(position);
  const { options } = facts;
  return receiptOf({
    block,
    record,
    decision: entry?.decision,
    fresh: entry?.fresh ?? false,
    options,
    liveFrom: index.liveFrom,
  });
}

function identityOfExchange(facts: ExchangeFacts, { body, index, lineage }: AnalysisContext) {
  const {
    id,
    project,
    client,
    provider,
    mode,
    profile,
    startedAt,
    path,
    status,
    streamed,
    timings,
    requestBytes,
    sentBytes,
  } = facts;
  const branch = facts.branch ?? lineage.branch;
  const latest = index.blocks.findLast(block => block.kind === 'toolResult' && block.position >= index.liveFrom);
  return {
    ...{
      id,
      project,
      client,
      provider,
      mode,
      profile,
      startedAt,
      path,
      status,
      streamed,
      timings,
      requestBytes,
      sentBytes,
    },
    conversation: lineage.conversation,
    ...(lineage.parent === undefined ? {} : { parent: lineage.parent }),
    ...(facts.format === undefined ? {} : { format: facts.format }),
    model: index.model ?? facts.model ?? 'unknown',
    title: titleOf(body, index),
    ...(facts.fault === undefined ? {} : { fault: facts.fault }),
    ...(branch === undefined ? {} : { branch }),
    ...(latest?.tool === undefined ? {} : { latest: latest.tool }),
  };
}

const clientNote = /^\s*<[a-z][\w-]*>/i;

/** The newest thing that a person wrote; notes that clients wrap into tags are not theirs. */
function titleOf(body: Uint8Array, index: RequestIndex): string {
  const human = index.blocks.findLast(
    block =>
      block.kind === 'userText' &&
      block.textSlot !== undefined &&
      !clientNote.test(contentOf(body, block).slice(0, 80)),
  );
  return human === undefined ? 'Untitled' : shorten(contentOf(body, human).replace(/\s+/g, ' ').trim(), 120);
}

function sentPrefix(facts: ExchangeFacts, index: RequestIndex, described: readonly DescribedBlock[]): SentPrefix {
  const inPrefix = described.filter(({ record }) => index.blocks[record.position]?.deferred !== true);
  return {
    model: index.model ?? facts.model ?? 'unknown',
    sentAt: facts.startedAt,
    blocks: inPrefix.map(({ record }) => ({
      kind: record.kind,
      label: record.label,
      message: record.message,
      clientHash: record.hash,
      sentHash: facts.mode === 'simulate' ? record.hash : (record.replacementHash ?? record.hash),
      tokens: record.tokensAfter,
      start: index.blocks[record.position]?.slot.start ?? 0,
    })),
  };
}

function lifetimeMs(model: ModelFacts, index: RequestIndex): number {
  const extended = index.blocks.some(block => block.cacheMark === '1h');
  return 1000 * (extended ? model.cacheLifetimes.extended : model.cacheLifetimes.ordinary);
}

function composition(
  described: readonly DescribedBlock[],
  waste: ReadonlyMap<number, number>,
): readonly CompositionShare[] {
  const shares = new Map<CompositionShare['kind'], { tokens: number; wasteTokens: number }>();
  for (const { record } of described) {
    const share = shares.get(record.kind) ?? { tokens: 0, wasteTokens: 0 };
    share.tokens += record.tokensAfter;
    share.wasteTokens += waste.get(record.position) ?? 0;
    shares.set(record.kind, share);
  }
  return [...shares].map(([kind, share]) => ({ kind, ...share }));
}

function largest(findings: readonly WasteFinding[]): Pick<ExchangeDetail, 'largestWaste'> {
  const byCategory = new Map<WasteFinding['category'], number>();
  for (const { category, tokens } of findings) byCategory.set(category, (byCategory.get(category) ?? 0) + tokens);
  const top = [...byCategory].toSorted((a, b) => b[1] - a[1])[0];
  return top === undefined ? {} : { largestWaste: { category: top[0], tokens: top[1] } };
}

function savedBy(hypotheses: ReadonlyMap<number, Hypothesis>): number {
  return sum([...hypotheses.values()].map(({ decision }) => decision.tokensBefore - decision.tokensAfter));
}

/** Texts that this exchange adds to those of its predecessor. What holds a secret is kept only redacted. */
function textsOf(
  { body, index, lineage }: AnalysisContext,
  described: readonly DescribedBlock[],
  settled: ReadonlyMap<number, SettledBlock>,
): ReadonlyMap<string, string> {
  const kept = new Set(lineage.previous?.blocks.flatMap(block => [block.clientHash, block.sentHash]));
  const texts = new Map<string, string>();
  for (const { record } of described) {
    const block = index.blocks[record.position];
    const outcome = settled.get(record.position)?.decision.outcome;
    if (outcome?.kind === 'replace') texts.set(hashOf(outcome.output), outcome.output);
    if (block === undefined || kept.has(record.hash) || texts.has(record.hash)) continue;
    const text = contentOf(body, block);
    texts.set(record.hash, findSecret(text) === undefined ? text : redactSecrets(text));
  }
  return texts;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
