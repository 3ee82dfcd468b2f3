import type { TextHit } from '../../src/shared/panelProtocol.ts';
import type { ExchangeSummary } from '../../src/shared/records.ts';
import { sentContext } from '../../src/shared/sentTokens.ts';
import { wasteTitles } from '../../src/shared/wasteCategories.ts';

export const periods = ['today', 'week', 'all'] as const;
export type Period = (typeof periods)[number];

export interface Filters {
  readonly search: string;
  readonly client: string;
  readonly model: string;
  readonly period: Period;
}

/** Requests that hold the text of `text:…`, by id, as far as they have been looked through. */
export type TextHits = ReadonlyMap<string, TextHit>;

interface SearchPlace {
  readonly startOfToday: number;
  readonly textHits?: TextHits | undefined;
}

const day = 24 * 60 * 60 * 1000;
/** A shorter text stands everywhere. */
const leastText = 3;

/**
 * Keeps what every word and filter accepts. `waste:stale`, `client:copilot`, `cost:>0.10` narrow, `text:"no such file"` looks into
 * the texts of the requests themselves; other words are looked for in what the list shows.
 */
export function filterExchanges(
  exchanges: readonly ExchangeSummary[],
  filters: Filters,
  { startOfToday, textHits }: SearchPlace,
): readonly ExchangeSummary[] {
  const since = startOf(filters.period, startOfToday);
  const accepts = compileSearch(filters.search, textHits);
  return exchanges.filter(
    exchange =>
      exchange.startedAt >= since &&
      (filters.client === '' || exchange.client === filters.client) &&
      (filters.model === '' || exchange.model === filters.model) &&
      accepts(exchange),
  );
}

/** Milliseconds since the epoch. */
export function startOf(period: Period, startOfToday: number): number {
  return { today: startOfToday, week: startOfToday - 6 * day, all: 0 }[period];
}

/** The words that the engine can look for; what narrows by a field is this page's own. */
export function wordsToAsk(search: string): string {
  return wordsOf(search)
    .filter(word => !/^[a-z]+:./.test(word))
    .join(' ');
}

/** What `text:…` asks for, once it is long enough to tell anything apart. */
export function textToFind(search: string): string | undefined {
  const word = wordsOf(search).find(each => each.startsWith('text:'));
  const text = word?.slice('text:'.length) ?? '';
  return text.length < leastText ? undefined : text;
}

/** In lower case; quotes hold words together. */
function wordsOf(search: string): readonly string[] {
  return (search.toLowerCase().match(/(?:[^\s"]|"[^"]*(?:"|$))+/g) ?? []).map(word => word.replaceAll('"', ''));
}

type Test = (exchange: ExchangeSummary) => boolean;

/** Compiles the words once, since they are tried on thousands of exchanges. */
export function compileSearch(search: string, textHits?: TextHits): Test {
  const tests = wordsOf(search).map(word => compileWord(word, textHits));
  return exchange => tests.every(test => test(exchange));
}

function compileWord(word: string, textHits: TextHits | undefined): Test {
  const [, field, value] = /^([a-z]+):(.+)$/.exec(word) ?? [];
  if (field === undefined || value === undefined) return exchange => haystack(exchange).includes(word);
  switch (field) {
    case 'client':
      return exchange => exchange.client.toLowerCase().includes(value);
    case 'model':
      return exchange => exchange.model.toLowerCase().includes(value);
    case 'project':
      return exchange => exchange.project.toLowerCase().includes(value);
    case 'tool':
      return exchange => (exchange.latest ?? '').toLowerCase().includes(value);
    case 'waste':
      return exchange => wasteNames(exchange).includes(value);
    case 'cost':
      return compareNumber(value, exchange => exchange.cost?.total ?? 0);
    case 'text':
      return value.length < leastText ? () => true : ({ id }) => textHits?.has(id) === true;
    case 'tokens':
      return compareNumber(value, exchange => sentContext(exchange).value);
    default:
      return exchange => haystack(exchange).includes(word);
  }
}

function compareNumber(expression: string, read: (exchange: ExchangeSummary) => number): Test {
  const [, operator = '>', digits] = /^([<>]?)=?\$?([\d.]+)$/.exec(expression) ?? [];
  const limit = Number(digits);
  if (digits === undefined || Number.isNaN(limit)) return () => false;
  return operator === '<' ? exchange => read(exchange) <= limit : exchange => read(exchange) >= limit;
}

function haystack(exchange: ExchangeSummary): string {
  const { title, latest = '', project, client, model, branch = '', verdict } = exchange;
  return [title, latest, project, client, model, branch, verdict].join('\n').toLowerCase();
}

function wasteNames(exchange: ExchangeSummary): string {
  const largest = exchange.largestWaste;
  const broken = (exchange.cache?.rewritten ?? 0) > 0 ? ' cachebreak cache breaks' : '';
  return (largest === undefined ? '' : `${largest.category} ${wasteTitles[largest.category]}`.toLowerCase()) + broken;
}
