import { type Profile, profiles } from './modes.ts';
import { say } from './sentences/say.ts';
import { fitToolProfile, type ToolProfile, toolProfileForms } from './toolProfiles.ts';

/** The options of contract.md, after parsing. `undefined` means that the feature is not asked for. */
export interface Options {
  readonly compressUserMessages: boolean;
  readonly compressSystemMessages: boolean;
  readonly alignPrefix: boolean;
  readonly slimToolDefinitions: boolean;
  readonly rewriteColdHistory: boolean;
  readonly protectRecent: number;
  readonly protectAnalysisContext: boolean;
  readonly targetRatio: number | undefined;
  readonly minTokensToCompress: number;
  readonly kompressModel: string | undefined;
  readonly savingsProfile: Profile;
  readonly holdOutShare: number | undefined;
  readonly outputBufferTokens: number;
  readonly rollingWindow: boolean;
  readonly stayBelowPriceStep: boolean;
  readonly keepTurns: number;
  readonly toolProfiles: Readonly<Record<string, ToolProfile>>;
  readonly modelContextLimits: Readonly<Record<string, number>>;
  readonly storeUrl: string | undefined;
  readonly imageOptimize: boolean;
  readonly modelId: string | undefined;
  readonly useSiglip: boolean;
  readonly device: string | undefined;
  readonly modelCacheDir: string | undefined;
}

export type OptionName = keyof Options;

/** Where options come from: the library and the proxy have different defaults for the same names. */
export type Door = 'library' | 'proxy';

export type OptionKind =
  | { readonly type: 'boolean' }
  | { readonly type: 'integer'; readonly min: number }
  | { readonly type: 'share' }
  | { readonly type: 'text' }
  | { readonly type: 'choice'; readonly of: readonly string[] }
  | { readonly type: 'limits' }
  | { readonly type: 'toolProfiles' };

export interface OptionSpec {
  readonly kind: OptionKind;
  readonly library: unknown;
  /** The proxy's default where it differs: it judges blocks once, at birth, so it needs no protected window. */
  readonly proxy?: unknown;
  /** True for names that are accepted but have no effect in this version; help, settings and panel do not offer them. */
  readonly pending?: boolean;
  /** True when the option may be left out altogether. */
  readonly optional?: boolean;
  readonly summary: string;
}

/** One row per option: names, kinds, both columns of defaults. Flags, settings and documentation derive from it. */
export const optionSpecs: Readonly<Record<OptionName, OptionSpec>> = {
  compressUserMessages: {
    kind: { type: 'boolean' },
    library: false,
    summary: 'Compress user messages too. Off by default: what a person wrote is sacred.',
  },
  compressSystemMessages: {
    kind: { type: 'boolean' },
    library: true,
    proxy: false,
    summary: 'Compress system messages.',
  },
  alignPrefix: {
    kind: { type: 'boolean' },
    library: true,
    proxy: false,
    summary:
      'Move dates of system messages to their end. Acts in compress and simulate, where compressSystemMessages is on.',
  },
  slimToolDefinitions: {
    kind: { type: 'boolean' },
    library: false,
    summary:
      'Leave annotations ($schema, title, examples) out of the schemas of tool definitions, where no cache holds them yet.',
  },
  rewriteColdHistory: {
    kind: { type: 'boolean' },
    library: true,
    summary:
      'Compress results that were sent before optimize was on, once no cache can hold them and the price table says that it pays. Acts in the proxy.',
  },
  protectRecent: {
    kind: { type: 'integer', min: 0 },
    library: 4,
    proxy: 0,
    summary: 'Leave the last N messages alone. Above 0 the result of a stateless call is not cache-safe.',
  },
  protectAnalysisContext: {
    kind: { type: 'boolean' },
    library: true,
    summary: 'Leave code alone when the question asks to analyse, review or debug it.',
  },
  targetRatio: {
    kind: { type: 'share' },
    library: undefined,
    optional: true,
    summary: 'Share of the tokens of a compressible block to keep, between 0 and 1.',
  },
  minTokensToCompress: {
    kind: { type: 'integer', min: 0 },
    library: 250,
    summary: 'Blocks with fewer tokens are left alone.',
  },
  kompressModel: {
    pending: true,
    kind: { type: 'text' },
    library: undefined,
    optional: true,
    summary: 'Model for learned text compression; "disabled" uses none.',
  },
  savingsProfile: {
    kind: { type: 'choice', of: profiles },
    library: 'balanced',
    summary: 'Named set of option values: lossless, balanced or agent-90.',
  },
  holdOutShare: {
    kind: { type: 'share' },
    library: undefined,
    optional: true,
    summary:
      'Share of conversations that optimize leaves untouched, drawn by their first message, so that savings are measured. Acts in the proxy.',
  },
  outputBufferTokens: {
    kind: { type: 'integer', min: 0 },
    library: 4000,
    summary: 'Tokens kept free for the answer when the context window fills up.',
  },
  rollingWindow: {
    kind: { type: 'boolean' },
    library: true,
    proxy: false,
    summary:
      'Cut the oldest tool calls with their results, in one step to 70 %, when a request would not fit the context window of its model.',
  },
  stayBelowPriceStep: {
    kind: { type: 'boolean' },
    library: false,
    summary:
      'Let the rolling window keep requests below the size at which their model charges more for every token, where enough can be cut.',
  },
  keepTurns: {
    kind: { type: 'integer', min: 0 },
    library: 2,
    summary: 'The rolling window never cuts the last N turns: answers of the model, with what was sent back.',
  },
  toolProfiles: {
    kind: { type: 'toolProfiles' },
    library: {},
    summary:
      'Limits, or "off", per tool, shell command or file glob; "PROJECT: " in front of a key binds it to a project.',
  },
  modelContextLimits: {
    kind: { type: 'limits' },
    library: {},
    summary: 'Context window in tokens per model id, over the built-in table.',
  },
  storeUrl: {
    kind: { type: 'text' },
    library: undefined,
    optional: true,
    summary: 'Where exchanges and originals are kept: sqlite:///file.db, jsonl:///file.jsonl, or none.',
  },
  imageOptimize: {
    kind: { type: 'boolean' },
    library: true,
    summary: 'Show pictures smaller, in part or as text, as far as the question allows. The whole stays retrievable.',
  },
  modelId: {
    kind: { type: 'text' },
    library: undefined,
    optional: true,
    summary: 'Model of the image router in place of the built-in one: owner/name of the hub, or a folder.',
  },
  useSiglip: {
    kind: { type: 'boolean' },
    library: false,
    summary:
      'Ask SigLIP, too, before a picture is shown smaller: what it sees small details or unfound text in stays as it is. Downloads 95 MB once.',
  },
  device: {
    kind: { type: 'text' },
    library: undefined,
    optional: true,
    summary: 'Where models run: cpu, or what the installed runtime has besides.',
  },
  modelCacheDir: {
    kind: { type: 'text' },
    library: undefined,
    optional: true,
    summary: 'Folder for downloaded models.',
  },
};

export const optionNames = Object.keys(optionSpecs) as readonly OptionName[];

/** The options that do something in this version. */
export const actingOptionNames = optionNames.filter(name => optionSpecs[name].pending !== true);

/** A value that does not fit its option. The message names the option, the value and what would fit. */
export class OptionError extends Error {
  readonly option: string;

  constructor(option: string, message: string) {
    super(message);
    this.name = 'OptionError';
    this.option = option;
  }
}

/**
 * Parses untrusted input (camelCase, or the seeds' snake_case) over the defaults of a door.
 * Throws `OptionError` for an unknown name or a value that does not fit; `undefined` and `null` mean the default.
 */
export function parseOptions(input: Readonly<Record<string, unknown>>, door: Door): Options {
  const values: Record<string, unknown> = { ...defaultOptions(door) };
  for (const [givenName, value] of Object.entries(input)) {
    const name = optionNamed(givenName);
    if (name === undefined) {
      throw new OptionError(givenName, `Unknown option "${givenName}". Known options: ${optionNames.join(', ')}.`);
    }
    if (value !== undefined && value !== null) values[name] = fitValue(name, optionSpecs[name].kind, value);
  }
  return values as unknown as Options;
}

/** The defaults of a door, before profile and explicit values. */
export function defaultOptions(door: Door): Options {
  const entries = optionNames.map(name => {
    const spec = optionSpecs[name];
    return [name, door === 'proxy' && 'proxy' in spec ? spec.proxy : spec.library];
  });
  return Object.fromEntries(entries) as Options;
}

/** Finds an option by its camelCase, snake_case or kebab-case name. `routerModel` is another name of `modelId`. */
export function optionNamed(name: string): OptionName | undefined {
  const camel = name.replace(/[-_]([a-z])/g, (_, letter: string) => letter.toUpperCase());
  const canonical = camel === 'routerModel' ? 'modelId' : camel === 'profile' ? 'savingsProfile' : camel;
  return optionNames.find(known => known === canonical);
}

function fitValue(name: OptionName, kind: OptionKind, value: unknown): unknown {
  switch (kind.type) {
    case 'boolean':
      return value === true || value === false ? value : misfit(name, value, say('expected.boolean'));
    case 'integer':
      return Number.isInteger(value) && (value as number) >= kind.min
        ? value
        : misfit(name, value, say('expected.integer', { n: kind.min }));
    case 'share':
      return typeof value === 'number' && value > 0 && value <= 1 ? value : misfit(name, value, say('expected.share'));
    case 'text':
      return typeof value === 'string' && value !== '' ? value : misfit(name, value, say('expected.text'));
    case 'choice':
      return kind.of.includes(value as string)
        ? value
        : misfit(name, value, say('expected.choice', { names: kind.of.join(', ') }));
    case 'limits':
      return fitRecord(name, value, say('expected.limits'), limit =>
        Number.isInteger(limit) && (limit as number) > 0 ? (limit as number) : undefined,
      );
    case 'toolProfiles':
      return fitRecord(name, value, toolProfileForms, fitToolProfile);
  }
}

function fitRecord<T>(
  name: OptionName,
  value: unknown,
  expected: string,
  parseEntry: (entry: unknown) => T | undefined,
): Readonly<Record<string, T>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return misfit(name, value, expected);
  const fitted: [string, T][] = Object.entries(value).map(([key, entry]) => {
    const result = parseEntry(entry);
    return result === undefined ? misfit(`${name}.${key}`, entry, expected) : [key, result];
  });
  return Object.fromEntries(fitted);
}

function misfit(name: string, value: unknown, expected: string): never {
  throw new OptionError(name, say('option.misfit', { name, value: JSON.stringify(value), expected }));
}
