import { imageFormulas } from '../images/imageFormulas.ts';
import type { TokenizerFamily } from '../tokens/tokenizerFamilies.ts';
import { anthropicModels } from './anthropicModels.ts';
import { googleModels } from './googleModels.ts';
import type { ModelFacts, ModelRow, Prices, PriceTier, Provider } from './modelFacts.ts';
import { asksForLongWindow, candidateNames, nameKey } from './modelId.ts';
import { openaiModels } from './openaiModels.ts';
import { otherModels } from './otherModels.ts';

/** The day on which the rows were checked. Without another date, prices are those of this day. */
export const tableDate = '2026-11-21';

/** All rows, newest model of a line first. To update: edit the provider's file, its sources and dates, and `tableDate`. */
export const modelTable: readonly ModelRow[] = [...anthropicModels, ...openaiModels, ...googleModels, ...otherModels];

/** What a user's settings say about models. Keys are ids as clients send them, or as the table has them. */
export interface ModelOverrides {
  /** Context window in tokens. */
  readonly modelContextLimits?: Readonly<Record<string, number>>;
  /** US dollars per million tokens, for every prompt size; what is left out keeps the table's price. */
  readonly prices?: Readonly<Record<string, Partial<Prices>>>;
  /** Prices of that day: `YYYY-MM-DD`, or any longer ISO date. */
  readonly on?: string;
}

/**
 * Everything known about a model, by any name that clients and gateways give it. Never throws: an unknown id gets the limits of
 * its nearest relative (or of a modest model), no prices, and `known: false`.
 */
export function resolveModel(id: string, overrides: ModelOverrides = {}): ModelFacts {
  const names = candidateNames(id);
  const row = names.map(name => rowsByKey.get(nameKey(name))).find(found => found !== undefined);
  const basis = row ?? strangerLike(names);
  const { aliases: _aliases, longWindow, prices, ...facts } = basis;
  const asked = { id: row?.id ?? id, known: row !== undefined };
  const window = overrideFor(overrides.modelContextLimits, id, facts.id);
  const dated = row === undefined ? undefined : pricesOn(prices, overrides.on ?? tableDate);
  return {
    ...facts,
    ...asked,
    window: window ?? (asksForLongWindow(id) ? (longWindow ?? facts.window) : facts.window),
    ...pricesFor(dated, overrideFor(overrides.prices, id, asked.id)),
  };
}

const rowsByKey = new Map<string, ModelRow>();
for (const row of modelTable) {
  for (const name of [row.id, ...(row.aliases ?? [])]) rowsByKey.set(nameKey(name), row);
}

/** The exact spelling wins, then the table's id, then any spelling of either. */
function overrideFor<T>(given: Readonly<Record<string, T>> | undefined, id: string, tableId: string): T | undefined {
  if (given === undefined) return undefined;
  if (Object.hasOwn(given, id)) return given[id];
  if (Object.hasOwn(given, tableId)) return given[tableId];
  const keys = new Set([...candidateNames(id), tableId].map(nameKey));
  return Object.entries(given).find(([name]) => keys.has(nameKey(candidateNames(name)[0] ?? '')))?.[1];
}

function pricesOn(prices: ModelRow['prices'], day: string): ModelRow['prices'][number] | undefined {
  return prices.findLast(dated => dated.from <= day) ?? prices[0];
}

function pricesFor(
  dated: ModelRow['prices'][number] | undefined,
  override: Partial<Prices> | undefined,
): Pick<ModelFacts, 'prices' | 'pricesFrom'> {
  if (override === undefined)
    return dated === undefined ? { prices: [] } : { prices: dated.tiers, pricesFrom: dated.from };
  const input = override.input ?? dated?.tiers[0]?.input ?? 0;
  const basis: PriceTier = dated?.tiers[0] ?? {
    above: 0,
    input,
    output: 0,
    cacheRead: input,
    cacheWrite5m: input,
    cacheWrite1h: input,
  };
  return { prices: [{ ...basis, ...override, above: 0 }], pricesFrom: 'override' };
}

/** A row for an id that is not in the table: its longest namesake's limits, or those of a modest model of its kind. */
function strangerLike(names: readonly string[]): ModelRow {
  const key = nameKey(names[0] ?? '');
  const namesake = modelTable
    .filter(row => key.startsWith(`${nameKey(row.id)}-`))
    .sort((a, b) => b.id.length - a.id.length)[0];
  if (namesake !== undefined) return { ...namesake, tokenizer: guessTokenizer(namesake.tokenizer) };
  const kind = kinds.find(({ pattern }) => pattern.test(key));
  const newest = kind === undefined ? undefined : modelTable.find(row => row.provider === kind.provider);
  return {
    ...modest,
    ...(newest === undefined ? {} : { image: newest.image, minimumCacheableTokens: newest.minimumCacheableTokens }),
    provider: kind?.provider ?? 'unknown',
    family: kind?.family ?? 'unknown',
    tokenizer: kind?.tokenizer ?? 'unknown',
  };
}

/** An unknown variant of an OpenAI model very probably has its vocabulary, but then the count is no longer exact by right. */
function guessTokenizer(tokenizer: TokenizerFamily): TokenizerFamily {
  return tokenizer === 'o200k' || tokenizer === 'cl100k' ? 'openai-unknown' : tokenizer;
}

interface Kind {
  readonly pattern: RegExp;
  readonly provider: Provider;
  readonly family: string;
  readonly tokenizer: TokenizerFamily;
}

const kinds: readonly Kind[] = [
  { pattern: /claude/, provider: 'anthropic', family: 'claude', tokenizer: 'claude-5' },
  {
    pattern: /^(?:gpt|chatgpt|o\d|codex|text-embedding)/,
    provider: 'openai',
    family: 'gpt',
    tokenizer: 'openai-unknown',
  },
  { pattern: /gemini|gemma/, provider: 'google', family: 'gemini', tokenizer: 'gemini' },
  { pattern: /grok/, provider: 'xai', family: 'grok', tokenizer: 'grok' },
  { pattern: /deepseek/, provider: 'deepseek', family: 'deepseek', tokenizer: 'deepseek' },
  { pattern: /mi[sx]tral|codestral|devstral/, provider: 'mistral', family: 'mistral', tokenizer: 'mistral' },
  { pattern: /llama/, provider: 'unknown', family: 'llama', tokenizer: 'llama' },
  { pattern: /qwen|qwq/, provider: 'unknown', family: 'qwen', tokenizer: 'qwen' },
];

/** Small enough to be safe with most models in use, so that nothing is sent to a window that is not there. */
const modest: ModelRow = {
  id: 'unknown',
  family: 'unknown',
  provider: 'unknown',
  window: 128_000,
  outputLimit: 8192,
  minimumCacheableTokens: 1024,
  cacheLifetimes: { ordinary: 3600, extended: 86_400 },
  tokenizer: 'unknown',
  image: imageFormulas.undocumented,
  prices: [],
};
