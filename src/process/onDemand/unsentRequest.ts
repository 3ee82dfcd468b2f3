import type { ExchangeFacts } from '../../engine/analysis/exchangeFacts.ts';
import type { Options } from '../../shared/options.ts';
import type { WireFormat } from '../../shared/records.ts';

/** A request that is looked at without being sent. `name` stands where a sent one has its id, project and client. */
export interface UnsentRequest {
  readonly name: string;
  readonly mode: 'audit' | 'simulate';
  readonly body: Uint8Array;
  readonly format: WireFormat | undefined;
  readonly options: Options;
  readonly model?: string;
}

/** The facts of an exchange that never took place, for the analysis: nothing is settled, and originals could be fetched. */
export function factsOfUnsent({ name, mode, body, format, options, model }: UnsentRequest): ExchangeFacts {
  return {
    id: name,
    project: name,
    client: name,
    provider: name,
    format,
    mode,
    profile: options.savingsProfile,
    options,
    startedAt: 0,
    path: '',
    status: 0,
    streamed: false,
    timings: { addedMs: 0, totalMs: 0 },
    requestBytes: body.byteLength,
    sentBytes: body.byteLength,
    body,
    ...(model !== undefined && { model }),
    settled: [],
    canRetrieve: true,
    limits: [],
  };
}
