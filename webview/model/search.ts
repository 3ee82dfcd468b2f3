import type { ExchangeSummary } from '../../src/shared/records.ts';
import { wasteTitles } from '../../src/shared/wasteCategories.ts';

export const periods = ['today', 'week', 'all'] as const;
export type Period = (typeof periods)[number];

export interface Filters {
  readonly search: string;
  readonly client: string;
  readonly model: string;
  readonly period: Period;
}

const day = 24 * 60 * 60 * 1000;

/** Keeps what every word and filter accepts. `waste:stale`, `client:copilot`, `cost:>0.10` narrow; other words are looked for in the texts. */
export function filterExchanges(
  exchanges: readonly ExchangeSummary[],
  filters: Filters,
  startOfToday: number,
): readonly ExchangeSummary[] {
  const since = { today: startOfToday, week: startOfToday - 6 * day, all: 0 }[filters.period];
  const accepts = compileSearch(filters.search);
  return exchanges.filter(
    exchange =>
      exchange.startedAt >= since &&
      (filters.client === '' || exchange.client === filters.client) &&
      (filters.model === '' || exchange.model === filters.model) &&
      accepts(exchange),
  );
}

/** The words that the engine can look for; what narrows by a field is this page's own. */
export function wordsToAsk(search: string): string {
  return search
    .split(/\s+/)
    .filter(word => word !== '' && !/^[a-z]+:./.test(word))
    .join(' ');
}

type Test = (exchange: ExchangeSummary) => boolean;

/** Compiles the words once, since they are tried on thousands of exchanges. */
export function compileSearch(search: string): Test {
  const tests = search.toLowerCase().split(/\s+/).filter(Boolean).map(compileWord);
  return exchange => tests.every(test => test(exchange));
}

function compileWord(word: string): Test {
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
    case 'tokens':
      return compareNumber(value, exchange => exchange.tokensAfter);
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
