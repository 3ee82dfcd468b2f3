import type { SimulationPlan } from '../engine/simulate.ts';
import {
  type CompressionReport,
  compressOnDemand,
  layered,
  type OnDemandRequest,
  simulateOnDemand,
} from '../process/onDemand/onDemand.ts';
import { withPictures } from '../process/onDemand/withPictures.ts';
import type { OptionName } from '../shared/options.ts';
import type { WireFormat } from '../shared/records.ts';
import { openLibraryStore } from './openLibraryStore.ts';

/** Options of the schema, by their camelCase or snake_case names. */
export type CompressOptions = { readonly [Name in OptionName]?: unknown } & Readonly<Record<string, unknown>>;

export type CompressSettings = CompressOptions & {
  readonly model?: string;
  readonly format?: WireFormat;
  /** Options that the explicit ones override. */
  readonly config?: CompressOptions;
};

export type CompressResult<Input> = CompressionReport & Compressed<Input>;

/** `messages` for an array that came in, `body` for a whole request; either where the input's type does not say. */
type Compressed<Input> = unknown extends Input
  ? { readonly messages?: Input; readonly body?: Input }
  : Input extends readonly unknown[]
    ? { readonly messages: Input; readonly body?: undefined }
    : { readonly body: Input; readonly messages?: undefined };

/**
 * Compresses an array of messages or a request body, in the shape of any provider. Stateless: reads and writes no decisions.
 * Originals go to the store that `storeUrl` names; with `none` nothing is omitted. Input that is not JSON comes back as it is.
 */
export async function compress<Input>(input: Input, settings: CompressSettings = {}): Promise<CompressResult<Input>> {
  const request = requestOf(input, settings);
  const { storeUrl } = request.options;
  const store = await openLibraryStore(typeof storeUrl === 'string' ? storeUrl : undefined);
  try {
    const { body, report } = await withPictures(request, asked => compressOnDemand(asked, store));
    const value = body === request.body ? input : parseAs<Input>(body);
    const compressed = Array.isArray(input) ? { messages: value } : { body: value };
    // The compiler does not see that the test above is the one of the type.
    return { ...compressed, ...report } as unknown as CompressResult<Input>;
  } finally {
    await store.close();
  }
}

/** What `compress` would do, and what that would save. Keeps and changes nothing. */
export function simulate(input: unknown, settings: CompressSettings = {}): Promise<SimulationPlan> {
  return withPictures(requestOf(input, settings), simulateOnDemand);
}

function requestOf(input: unknown, { model, format, config = {}, ...explicit }: CompressSettings): OnDemandRequest {
  return {
    body: Buffer.from(toJson(input)),
    options: layered(config, explicit),
    ...(model !== undefined && { model }),
    ...(format !== undefined && { format }),
  };
}

/** What JSON cannot hold (a cycle, a BigInt) gives a text that is no request, which leaves the input as it is. */
function toJson(input: unknown): string {
  try {
    return JSON.stringify(input) ?? '';
  } catch {
    return '';
  }
}

/** Replacing texts changes no types: what comes back has the shape that went in. */
function parseAs<Input>(body: Uint8Array): Input {
  return JSON.parse(Buffer.from(body).toString('utf8')) as Input;
}
