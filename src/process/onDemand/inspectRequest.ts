import type { ExchangeFacts } from '../../engine/analysis/exchangeFacts.ts';
import { detectBodyFormat } from '../../engine/conversation/detectFormat.ts';
import { parseOptions } from '../../shared/options.ts';
import type { BlockRecord, CompositionShare, WasteFinding, WireFormat } from '../../shared/records.ts';
import { say } from '../../shared/sentences/say.ts';
import { Analyst } from '../recording/analyst.ts';
import { factsOfUnsent } from './unsentRequest.ts';

/** Composition and waste of one request that nobody sent through the proxy. */
export interface RequestInspection {
  readonly model: string;
  /** The model's context window in tokens. */
  readonly window?: number;
  readonly tokens: number;
  readonly errorBand: number;
  readonly wasteTokens: number;
  readonly composition: readonly CompositionShare[];
  /** Largest first. */
  readonly waste: readonly WasteFinding[];
  readonly blocks: readonly BlockRecord[];
  /** What to do, most valuable first, each once. */
  readonly recommendations: readonly string[];
  /** Why the request could not be read, when it could not. */
  readonly fault?: string;
}

export interface InspectionInput {
  readonly body: Uint8Array;
  readonly format?: WireFormat;
  readonly model?: string;
}

export async function inspectRequest(input: InspectionInput): Promise<RequestInspection> {
  const { detail } = await new Analyst().analyze(factsOf(input));
  const { model, window, tokensBefore, errorBand, wasteTokens, composition = [], waste, blocks, fault } = detail;
  return {
    model,
    ...(window !== undefined && { window }),
    tokens: tokensBefore,
    errorBand,
    wasteTokens,
    composition,
    waste,
    blocks,
    recommendations: [...new Set(waste.map(({ recommendation }) => recommendation))],
    ...(fault !== undefined && { fault }),
  };
}

function factsOf({ body, model, format = detectBodyFormat(body) }: InspectionInput): ExchangeFacts {
  const facts = factsOfUnsent({
    name: 'inspection',
    mode: 'audit',
    body,
    format,
    options: parseOptions({}, 'library'),
    ...(model !== undefined && { model }),
  });
  return format === undefined ? { ...facts, fault: say('fault.noRequest') } : facts;
}
