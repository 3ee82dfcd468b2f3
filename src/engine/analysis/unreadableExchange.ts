import { resolveModel } from '../models/modelTable.ts';
import { priceUsage } from '../models/price.ts';
import { inputOf } from './cacheOutcome.ts';
import type { ExchangeFacts } from './exchangeFacts.ts';
import type { ExchangeRecording } from './exchangeRecording.ts';

/** An exchange whose body could not be read: relayed as it came, recorded by its size and by what the provider reports. */
export function unreadableExchange(facts: ExchangeFacts, reason: string): ExchangeRecording {
  const { usage } = facts;
  const model = facts.model ?? 'unknown';
  const resolved = resolveModel(model);
  const cost = usage === undefined ? undefined : priceUsage(resolved, usage);
  const tokens = usage === undefined ? 0 : inputOf(usage);
  const { id, project, client, provider, mode, profile, startedAt, path, status, streamed, timings } = facts;
  return {
    texts: new Map(),
    detail: {
      ...{ id, project, client, provider, mode, profile, startedAt, path, status, streamed, timings, model },
      conversation: id,
      requestBytes: facts.requestBytes,
      sentBytes: facts.sentBytes,
      window: resolved.window,
      tokensBefore: tokens,
      tokensAfter: tokens,
      wasteTokens: 0,
      errorBand: 0,
      ...(facts.format === undefined ? {} : { format: facts.format }),
      ...(usage === undefined ? {} : { usage }),
      ...(cost === undefined ? {} : { cost }),
      ...(facts.branch === undefined ? {} : { branch: facts.branch }),
      title: path,
      verdict: `Sent as it came: ${facts.fault ?? reason}.`,
      fault: facts.fault ?? reason,
      blocks: [],
      receipts: [],
      waste: [],
      limits: facts.limits,
    },
  };
}
