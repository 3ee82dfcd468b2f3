import {
  type CompressedRequest,
  compressRequest,
  type LooseRequest,
  type NameOriginal,
} from '../../engine/compress.ts';
import type { Original } from '../../engine/plan/decision.ts';
import { makeHandle } from '../../engine/plan/handle.ts';
import type { JudgePicture } from '../../engine/plan/pictures/judgePictures.ts';
import { type SimulationPlan, simulateRequest } from '../../engine/simulate.ts';
import { transformsApplied } from '../../engine/transformsApplied.ts';
import { optionNamed, parseOptions } from '../../shared/options.ts';
import type { Receipt, WireFormat } from '../../shared/records.ts';
import type { Store } from '../../store/store.ts';

/** A request and options as a caller gives them. Throws `OptionError` for options that do not fit. */
export interface OnDemandRequest {
  readonly body: Uint8Array;
  readonly format?: WireFormat;
  readonly model?: string;
  readonly options: Readonly<Record<string, unknown>>;
  /** Judges pictures; without it they are left alone. */
  readonly judgePicture?: JudgePicture;
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
  /** Equal for two requests whose definitions and system texts differ in their dates alone. */
  readonly stablePrefixHash: string;
  /** A window that cannot be met, a price that a little less would avoid. */
  readonly warnings: readonly string[];
}

export interface OnDemandResult {
  readonly body: Uint8Array;
  readonly report: CompressionReport;
  /** Why the input could not be read, and so is returned as it came. */
  readonly fault?: string;
}

/** A result and the originals that must be kept before anybody sees it. */
export interface PendingResult extends OnDemandResult {
  readonly originals: readonly Original[];
}

/** Originals of stateless calls are of one project of their own: no conversation leads to them, only their handles. */
const project = 'on-demand';

/** Compresses a request without decisions. Originals are kept before the result is handed out; what can't be kept stays. */
export async function compressOnDemand(request: OnDemandRequest, originals?: Originals): Promise<OnDemandResult> {
  const { originals: _kept, ...result } = await keepFirst(originals, key => compressUnder(request, key));
  return result;
}

/** Attempts under the key by which originals are named, and once more without one when they cannot be kept. */
export async function keepFirst<Result extends { readonly originals: readonly Original[] }>(
  store: Originals | undefined,
  attempt: (key: Uint8Array | undefined) => Promise<Result>,
): Promise<Result> {
  if (store?.keepsOriginals !== true) return attempt(undefined);
  const result = await attempt(store.handleKey);
  if (result.originals.length === 0) return result;
  try {
    await store.commit(project, [], result.originals);
    return result;
  } catch {
    return attempt(undefined);
  }
}

/** Compresses and keeps nothing. Without a key nothing is omitted. */
export async function compressUnder(request: OnDemandRequest, key: Uint8Array | undefined): Promise<PendingResult> {
  const name: NameOriginal | undefined = key === undefined ? undefined : text => makeHandle(key, project, text);
  const compressed = await compressRequest(parseRequest(request), name);
  return { ...resultOf(compressed), originals: compressed.originals };
}

export function simulateOnDemand(request: OnDemandRequest): Promise<SimulationPlan> {
  return simulateRequest(parseRequest(request));
}

/** One set of options, in which a later layer wins over an earlier one whichever way either spells a name. */
export function layered(...layers: readonly Readonly<Record<string, unknown>>[]): Readonly<Record<string, unknown>> {
  const camel = (name: string): string => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return Object.fromEntries(
    layers.flatMap(layer => Object.entries(layer).map(([name, value]) => [camel(name), value] as const)),
  );
}

function parseRequest({ options, ...request }: OnDemandRequest): LooseRequest {
  const asksForWindow = Object.entries(options).some(
    ([name, value]) => optionNamed(name) === 'protectRecent' && value !== undefined && value !== null,
  );
  return { ...request, options: parseOptions(options, 'library'), sparesNewest: !asksForWindow };
}

function resultOf(compressed: CompressedRequest): OnDemandResult {
  const { body, tokensBefore, tokensAfter, receipts, cacheSafe, model, errorBand, stablePrefixHash, warnings } =
    compressed;
  const tokensSaved = tokensBefore - tokensAfter;
  const fault = compressed.index === undefined ? receipts[0]?.reason : undefined;
  return {
    body,
    ...(fault !== undefined && { fault }),
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
      stablePrefixHash,
      warnings,
    },
  };
}
