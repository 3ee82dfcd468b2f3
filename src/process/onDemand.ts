import { type CompressedRequest, compressRequest, type LooseRequest, type NameOriginal } from '../engine/compress.ts';
import { makeHandle } from '../engine/plan/handle.ts';
import { type SimulationPlan, simulateRequest } from '../engine/simulate.ts';
import { transformsApplied } from '../engine/transformsApplied.ts';
import { optionNamed, parseOptions } from '../shared/options.ts';
import type { Receipt, WireFormat } from '../shared/records.ts';
import type { Store } from '../store/store.ts';

/** A request and options as a caller gives them. Throws `OptionError` for options that do not fit. */
export interface OnDemandRequest {
  readonly body: Uint8Array;
  readonly format?: WireFormat;
  readonly model?: string;
  readonly options: Readonly<Record<string, unknown>>;
}

/** Where originals are kept; nothing is omitted without one. */
export type Originals = Pick<Store, 'keepsOriginals' | 'handleKey' | 'commit'>;

/** Everything that is told about a compression, apart from the compressed request itself. */
export interface CompressionReport {
  readonly tokensBefore: number;
  readonly tokensAfter: number;
  readonly tokensSaved: number;
  /** The share removed: 0.65 means 65 % fewer tokens. */
  readonly compressionRatio: number;
  readonly transformsApplied: readonly string[];
  readonly receipts: readonly Receipt[];
  readonly cacheSafe: boolean;
  readonly model: string;
  readonly errorBand: number;
}

export interface OnDemandResult {
  readonly body: Uint8Array;
  readonly report: CompressionReport;
}

/** Originals of stateless calls are of one project of their own: no conversation leads to them, only their handles. */
const project = 'on-demand';

/** Compresses a request without decisions. Originals are kept before the result is handed out; what can't be kept stays. */
export async function compressOnDemand(request: OnDemandRequest, originals?: Originals): Promise<OnDemandResult> {
  const loose = parseRequest(request);
  const name: NameOriginal | undefined =
    originals?.keepsOriginals === true ? text => makeHandle(originals.handleKey, project, text) : undefined;
  const compressed = await compressRequest(loose, name);
  if (compressed.originals.length === 0 || originals === undefined) return resultOf(compressed);
  try {
    await originals.commit(project, [], compressed.originals);
    return resultOf(compressed);
  } catch {
    return resultOf(await compressRequest(loose));
  }
}

export function simulateOnDemand(request: OnDemandRequest): Promise<SimulationPlan> {
  return simulateRequest(parseRequest(request));
}

function parseRequest({ options, ...request }: OnDemandRequest): LooseRequest {
  const asksForWindow = Object.entries(options).some(
    ([name, value]) => optionNamed(name) === 'protectRecent' && value !== undefined && value !== null,
  );
  return { ...request, options: parseOptions(options, 'library'), sparesNewest: !asksForWindow };
}

function resultOf(compressed: CompressedRequest): OnDemandResult {
  const { body, tokensBefore, tokensAfter, receipts, cacheSafe, model, errorBand } = compressed;
  const tokensSaved = tokensBefore - tokensAfter;
  return {
    body,
    report: {
      tokensBefore,
      tokensAfter,
      tokensSaved,
      compressionRatio: tokensBefore === 0 ? 0 : Math.round((tokensSaved / tokensBefore) * 10_000) / 10_000,
      transformsApplied: transformsApplied(receipts),
      receipts,
      cacheSafe,
      model: model.id,
      errorBand,
    },
  };
}
