import type { ExchangeFacts } from '../../engine/analysis/exchangeFacts.ts';
import type { ExchangeRecording } from '../../engine/analysis/exchangeRecording.ts';
import { unseenPrefixText } from '../../engine/conversation/unseenPrefix.ts';
import type { ImportedRequest } from '../../importing/importedRequest.ts';
import { parseOptions } from '../../shared/options.ts';
import type { BlockRecord, ExchangeDetail, Usage } from '../../shared/records.ts';
import type { Analyst } from '../recording/analyst.ts';

/** Analyses a request of a transcript as if the proxy had relayed it, and says where it comes from. */
export async function analyzeImported(
  request: ImportedRequest,
  project: string,
  analyst: Analyst,
): Promise<ExchangeRecording> {
  const recording = await analyst.analyze(factsOf(request, project));
  const isWhole = request.seen === 'everything';
  const detail = isWhole ? recording.detail : attributeUnseen(recording.detail, request.usage);
  return { ...recording, detail: { ...detail, origin: isWhole ? 'transcript' : 'messages' } };
}

function factsOf(request: ImportedRequest, project: string): ExchangeFacts {
  const { id, body, model, usage, session, agent, sentAtMs, answeredAtMs } = request;
  const options = parseOptions({}, 'proxy');
  return {
    ...{ id, project, client: 'Claude Code', provider: 'anthropic', format: 'anthropic' },
    ...{ mode: 'audit', profile: options.savingsProfile, options, canRetrieve: true, settled: [], limits: [] },
    ...{ startedAt: sentAtMs, path: '/v1/messages', status: 200, streamed: true },
    timings: { addedMs: 0, totalMs: Math.max(0, answeredAtMs - sentAtMs) },
    requestBytes: body.byteLength,
    sentBytes: body.byteLength,
    body,
    model,
    session,
    ...(usage !== undefined && { usage }),
    ...(agent !== undefined && { branch: agent }),
  };
}

/**
 * What the provider counted and the record does not hold belongs to the block that stands for tools and system text, so that
 * the parts of the request add up to what was paid.
 */
export function attributeUnseen(detail: ExchangeDetail, usage: Usage | undefined): ExchangeDetail {
  const at = detail.blocks.findIndex(
    ({ kind, label }) => kind === 'system' && unseenPrefixText.startsWith(bare(label)),
  );
  if (usage === undefined || at < 0) return detail;
  const reported = usage.input + usage.cacheRead + usage.cacheWrite5m + usage.cacheWrite1h;
  const unseen = Math.max(0, reported - detail.tokensAfter);
  const grow = <Counted extends Pick<BlockRecord, 'tokensBefore' | 'tokensAfter'>>(counted: Counted): Counted => ({
    ...counted,
    tokensBefore: counted.tokensBefore + unseen,
    tokensAfter: counted.tokensAfter + unseen,
  });
  let isGrown = false;
  return {
    ...grow(detail),
    blocks: detail.blocks.map((block, index) => (index === at ? grow(block) : block)),
    receipts: detail.receipts.map(receipt => (receipt.block === at ? grow(receipt) : receipt)),
    composition: (detail.composition ?? []).map(share => {
      if (share.kind !== 'system' || isGrown) return share;
      isGrown = true;
      return { ...share, tokens: share.tokens + unseen };
    }),
  };
}

/** A label is the beginning of a text, marked where it was cut. */
function bare(label: string): string {
  return label.replace(/…$/, '').trimEnd();
}
