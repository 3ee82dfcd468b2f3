import { describeBlocks } from '../../src/engine/analysis/describeBlocks.ts';
import { usageOf } from '../../src/engine/analysis/netSaving.ts';
import { piecesOf, prefixBlocks } from '../../src/engine/analysis/sentPrefix.ts';
import { meterFor } from '../../src/engine/analysis/tokenMeter.ts';
import { resolveModel } from '../../src/engine/models/modelTable.ts';
import { priceTokens, tierFor } from '../../src/engine/models/price.ts';
import type { Settled } from '../../src/engine/plan/applyPlan.ts';
import { CacheSimulator, cacheRulesOf } from '../../src/engine/plan/cacheSimulator.ts';
import { counterFor } from '../../src/engine/tokens/counters.ts';
import { TextMemo } from '../../src/engine/waste/textMemo.ts';
import type { Conversation } from './conversations.ts';
import { cacheKeys, commonLength, Rehearsal, readIndex, type Setting } from './rehearsal.ts';

/** One conversation under one setting. */
export interface ArmResult {
  /** Input tokens over all requests. */
  readonly tokens: number;
  readonly cachedShare: number;
  /** US dollars of input. */
  readonly usd: number;
  /** US dollars of the retrievals that are booked: every omission is fetched back with `retrievalRate`. */
  readonly retrievalUsd: number;
  /** Requests whose forwarded prefix differs from the one before, where the client's does not. */
  readonly breaks: number;
}

const retrievalRate = 0.1;
/** What an agent writes to fetch an original, in tokens. */
const retrievalCallTokens = 120;

/** Replays a conversation through plan and judge, simulates the provider's cache behind it, and prices what it did. */
export async function runArm(conversation: Conversation, setting: Setting): Promise<ArmResult> {
  const { format, requests } = conversation;
  const modelName = readIndex(requests[0]?.body ?? Buffer.from('{}'), format).model ?? 'gemini-2.5-pro';
  const model = resolveModel(modelName);
  const meter = await meterFor(model, {});
  const rehearsal = new Rehearsal(await counterFor(modelName));
  const cache = new CacheSimulator();
  const memo = new TextMemo();
  const none = new Map<never, never>();
  let [tokens, cached, usd, retrievalUsd, breaks] = [0, 0, 0, 0, 0];
  let before: { readonly client: readonly string[]; readonly forwarded: readonly string[] } | undefined;
  const booked = new Set<string>();
  for (const [i, { body, atMs }] of requests.entries()) {
    const forwarded = rehearsal.send(body, format, setting);
    if (forwarded === undefined) throw new Error('Nothing kills the engine here');
    const index = readIndex(forwarded.body, format);
    const described = describeBlocks({ body: forwarded.body, index, model, meter, memo, settled: none, planned: none });
    const blocks = prefixBlocks({ body: forwarded.body, index, described, previous: undefined });
    const use = cache.use({ rules: cacheRulesOf(model), scope: modelName, pieces: piecesOf(blocks, 1), atMs });
    const total = use.input + use.read + use.write5m + use.write1h;
    tokens += total;
    cached += use.read;
    usd += priceTokens(model, usageOf(use))?.total ?? 0;
    const prices = tierFor(model, total);
    for (const omitted of newOmissions(forwarded.settled, booked)) {
      const laterTurns = requests.length - i;
      const extraRequest = total * (prices?.cacheRead ?? 0) + retrievalCallTokens * (prices?.output ?? 0);
      const carried = omitted * ((prices?.cacheWrite5m ?? 0) + laterTurns * (prices?.cacheRead ?? 0));
      retrievalUsd += (retrievalRate * (extraRequest + carried)) / 1_000_000;
    }
    const keys = { client: cacheKeys(readIndex(body, format)), forwarded: cacheKeys(index) };
    if (before !== undefined) {
      const kept = commonLength(before.forwarded, keys.forwarded);
      if (kept < commonLength(before.client, keys.client)) breaks++;
    }
    before = keys;
  }
  return { tokens, cachedShare: cached / tokens, usd, retrievalUsd, breaks };
}

/** Tokens of the originals that this request omits for the first time. */
function newOmissions(settled: readonly Settled[], booked: Set<string>): readonly number[] {
  return settled.flatMap(({ decision: { identity, outcome, tokensBefore } }) => {
    if (outcome.kind !== 'replace' || outcome.grade !== 'omission' || booked.has(identity)) return [];
    booked.add(identity);
    return [tokensBefore];
  });
}
