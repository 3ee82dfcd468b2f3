import type { ExchangeDetail } from '../../shared/records.ts';
import type { Decision } from '../plan/decision.ts';
import { offersRetrieval } from '../plan/offersRetrieval.ts';
import { findContextWaste } from '../waste/contextWaste.ts';
import type { AnalysisContext } from './analysisContext.ts';
import { blockTexts } from './blockTexts.ts';
import { compositionOf, largestWaste } from './composition.ts';
import { hypothesesFor } from './couldSave.ts';
import { type DescribedBlock, describeBlocks } from './describeBlocks.ts';
import type { ExchangeFacts } from './exchangeFacts.ts';
import type { ExchangeRecording } from './exchangeRecording.ts';
import { nameExchange } from './nameExchange.ts';
import { priceExchange } from './priceExchange.ts';
import { receiptsOf } from './receipts.ts';
import type { SentPrefix } from './sentPrefix.ts';
import { readTraffic } from './traffic.ts';
import { verdictOf } from './verdict.ts';
import { sumWaste } from './wasteSoFar.ts';
import { weighWaste } from './weighWaste.ts';

/** A recording, and what later exchanges will be compared with. */
export interface Analysis extends ExchangeRecording {
  readonly sent: SentPrefix;
}

/**
 * Everything that is known of a finished exchange: its blocks, tokens, waste, cache, money, and one sentence. Pure but for the
 * memos and the simulated cache in its context, which it fills.
 */
export function analyzeExchange(told: ExchangeFacts, context: AnalysisContext): Analysis {
  const { body, index, lineage } = context;
  // Where the proxy only relays, it does not look for the retrieval tool.
  const facts = { ...told, canRetrieve: told.canRetrieve || offersRetrieval(body, index) };
  const settled = new Map(facts.settled.map(entry => [entry.position, entry]));
  const possible = possibleDecisions(facts, context);
  const planned = facts.mode === 'simulate' ? possible : new Map<number, Decision>();
  const described = describeBlocks({ ...context, settled, planned });
  const shown = new Map([...planned, ...facts.settled.map(({ position, decision }) => [position, decision] as const)]);

  const traffic = readTraffic(facts, context, described);
  const money = priceExchange(facts, context, { described, possible, traffic });
  const weighed = weighWaste({
    described,
    context: findContextWaste(described.map(({ record }) => record)),
    cache: traffic.diagnosis,
    pricePerToken: money.pricePerToken,
  });
  const waste = sumWaste(weighed.findings, described, lineage.previous?.wasteSoFar);
  const receipts = receiptsOf(described, { facts, index, settled, planned });
  const largest = largestWaste(weighed.findings);
  const detail: ExchangeDetail = {
    ...nameExchange(facts, context, described),
    ...sizes(described),
    ...money.shown,
    window: context.model.window,
    wasteTokens: weighed.total,
    ...(money.pricePerToken !== undefined && { wasteCost: weighed.total * money.pricePerToken }),
    errorBand: context.meter.errorBand,
    verdict: verdictOf({ ...facts, receipts, liveFrom: index.liveFrom, couldSaveTokens: money.possible?.tokens ?? 0 }),
    composition: compositionOf(
      described.map(({ record }) => record),
      weighed.byBlock,
    ),
    ...(largest !== undefined && { largestWaste: largest }),
    cache: traffic.diagnosis.outcome,
    blocks: described.map(({ record: { use: _use, failed: _failed, image: _image, ...record } }) => ({
      ...record,
      wasteTokens: weighed.byBlock.get(record.position) ?? 0,
    })),
    receipts,
    waste: waste.findings,
    limits: facts.limits,
  };
  const texts = blockTexts({ body, index, described, previous: lineage.previous, shown });
  const { sent, lesson, distrust } = traffic;
  return {
    detail,
    texts,
    // A refused request was not paid for.
    sent: sent === lineage.previous ? sent : { ...sent, wasteSoFar: waste.soFar },
    ...(lesson !== undefined && { lesson }),
    ...(distrust !== undefined && { distrust }),
  };
}

/** What optimize would have decided for the blocks that nothing was decided for. */
function possibleDecisions(facts: ExchangeFacts, context: AnalysisContext): ReadonlyMap<number, Decision> {
  if (facts.mode === 'optimize') return new Map();
  const replaced = new Set(
    facts.settled.flatMap(({ position, decision }) => (decision.outcome.kind === 'replace' ? [position] : [])),
  );
  const hypotheses = hypothesesFor({ facts, ...context, memo: context.hypotheses });
  const pictures = (facts.planned ?? []).map(({ position, decision }) => [position, { decision }] as const);
  return new Map(
    [...hypotheses, ...pictures].flatMap(([at, { decision }]) => (replaced.has(at) ? [] : [[at, decision] as const])),
  );
}

function sizes(described: readonly DescribedBlock[]): Pick<ExchangeDetail, 'tokensBefore' | 'tokensAfter'> {
  return {
    tokensBefore: described.reduce((sum, { record }) => sum + record.tokensBefore, 0),
    tokensAfter: described.reduce((sum, { record }) => sum + record.tokensAfter, 0),
  };
}
