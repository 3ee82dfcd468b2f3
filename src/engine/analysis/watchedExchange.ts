import type { Mode, Profile } from '../../shared/modes.ts';
import { unnamedProject } from '../../shared/projects.ts';
import type { ExchangeDetail, Usage } from '../../shared/records.ts';
import { say } from '../../shared/sentences/say.ts';
import { resolveModel } from '../models/modelTable.ts';
import { priceUsage, promptTokens } from '../models/price.ts';

/** A request of which its client told, and which nobody here has seen. */
export interface WatchedCall {
  readonly id: string;
  readonly client: string;
  readonly provider: string;
  readonly model: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly totalMs: number;
  readonly firstByteMs?: number;
  /** The client's own id. */
  readonly conversation?: string;
  /** The session of the program that told. */
  readonly session?: string;
  /** What the client calls this kind of request. */
  readonly purpose?: string;
  /** Tokens that the client lets a prompt have. */
  readonly window?: number;
  readonly errorType?: string;
  readonly usage?: Usage | undefined;
}

/** Its record: exact tokens and their price, and nothing of its content. */
export function watchedExchange(
  call: WatchedCall,
  running: { readonly mode: Mode; readonly profile: Profile },
): ExchangeDetail {
  const { usage, errorType } = call;
  const model = resolveModel(call.model);
  const tokens = usage === undefined ? 0 : promptTokens(usage);
  const cost = usage === undefined ? undefined : priceUsage(model, usage);
  const window = call.window ?? model.window;
  return {
    id: `watched-${call.id}`,
    conversation: `watched-${call.conversation ?? call.id}`,
    project: unnamedProject,
    ...{ client: call.client, provider: call.provider, model: call.model, ...running },
    watchedBy: 'telemetry',
    startedAt: call.startedAt,
    ...{ path: 'chat', status: errorType === undefined ? 200 : 500, streamed: true },
    timings: {
      addedMs: 0,
      totalMs: call.totalMs,
      ...(call.firstByteMs !== undefined && { firstByteMs: call.firstByteMs }),
    },
    ...{ requestBytes: 0, sentBytes: 0, tokensBefore: tokens, tokensAfter: tokens, wasteTokens: 0, errorBand: 0 },
    ...(window !== undefined && { window }),
    ...(usage !== undefined && { usage }),
    ...(cost !== undefined && { cost }),
    title: call.purpose ?? say('title.of', { client: call.client }),
    verdict: say('verdict.watched'),
    ...(errorType !== undefined && { fault: say('fault.clientError', { error: errorType }) }),
    ...{ blocks: [], receipts: [], waste: [], limits: [] },
  };
}
