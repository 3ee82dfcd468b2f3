import { type WatchedCall, watchedExchange } from '../../engine/analysis/watchedExchange.ts';
import { promptTokens } from '../../engine/models/price.ts';
import { readOtlpTraces } from '../../proxy/wire/readOtlpTraces.ts';
import type { ExchangeSummary } from '../../shared/records.ts';
import type { Store } from '../../store/store.ts';
import type { EngineState } from '../engineState.ts';
import type { OpenWindows } from './openWindows.ts';

/** Requests that came this way, to be recognised when their client tells of them too. */
const maxRemembered = 200;

/** Clocks of both sides are one, but they begin to count at different moments of a request. */
const toleranceMs = 5_000;

/** Records the requests of which clients tell by OpenTelemetry, each once, however it became known. */
export class Telemetry {
  readonly #store: Pick<Store, 'record'>;
  readonly #state: Pick<EngineState, 'live' | 'emit' | 'subscribe'>;
  readonly #windows: Pick<OpenWindows, 'projectFor'>;
  readonly #seen: ExchangeSummary[] = [];

  constructor(
    store: Pick<Store, 'record'>,
    state: Pick<EngineState, 'live' | 'emit' | 'subscribe'>,
    windows: Pick<OpenWindows, 'projectFor'>,
  ) {
    this.#store = store;
    this.#state = state;
    this.#windows = windows;
    state.subscribe(event => {
      if (event.type === 'exchangeRecorded' && event.exchange.watchedBy === undefined) this.#remember(event.exchange);
    });
  }

  /** Takes an export of traces as it came. */
  receive(traces: unknown): void {
    const { mode, profile, isStopped } = this.#state.live;
    if (isStopped || mode === 'off') return;
    for (const call of readOtlpTraces(traces).filter(told => !this.#cameThisWay(told))) {
      const watched = watchedExchange(call, { mode, profile });
      const project = this.#windows.projectFor({
        ...watched,
        ...(call.session !== undefined && { session: call.session }),
      });
      const detail = { ...watched, project };
      this.#store.record({ exchange: detail, texts: [] });
      const { blocks: _blocks, receipts: _receipts, waste: _waste, limits: _limits, ...exchange } = detail;
      this.#state.emit({ type: 'exchangeRecorded', exchange });
    }
  }

  /** Telemetry names no id that the request itself carries, but exact tokens in the same seconds are as good as one. */
  #cameThisWay({ usage, startedAt }: WatchedCall): boolean {
    return this.#seen.some(
      seen =>
        Math.abs(seen.startedAt - startedAt) < toleranceMs &&
        usage !== undefined &&
        seen.usage !== undefined &&
        seen.usage.output === usage.output &&
        promptTokens(seen.usage) === promptTokens(usage),
    );
  }

  #remember(exchange: ExchangeSummary): void {
    this.#seen.push(exchange);
    if (this.#seen.length > maxRemembered) this.#seen.shift();
  }
}
