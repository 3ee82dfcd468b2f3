import { type DisabledServer, serverToDisable } from './disabledServer.ts';
import type { ExchangeDetail, ExchangeSummary, WasteFinding } from './records.ts';
import { sentContext } from './sentTokens.ts';
import type { WasteCategory } from './wasteCategories.ts';

/** Sums of one unit by where they come from; they are shown side by side and never added. */
export interface SourcedSum {
  readonly measured: number;
  readonly estimated: number;
}

/** What a person takes along: to a colleague, into a bug report, onto paper. Everything in it comes from stored rows. */
export interface Report {
  readonly title: string;
  /** Milliseconds since the epoch. */
  readonly madeAt: number;
  readonly from: number;
  readonly to: number;
  readonly requests: number;
  readonly conversations: number;
  readonly clients: readonly string[];
  readonly models: readonly string[];
  /** US dollars. */
  readonly cost: SourcedSum;
  readonly saved: SourcedSum;
  readonly savedTokens: SourcedSum;
  /** What optimize would have saved in audit and simulate; estimated. */
  readonly couldHaveSaved: { readonly tokens: number; readonly usd: number };
  readonly waste: WasteReport;
  readonly cache: CacheReport;
  /** Dearest first. */
  readonly advice: readonly Advice[];
  /** Dearest first. */
  readonly dearest: readonly DearExchange[];
}

export interface WasteReport {
  /** How many requests, the newest ones, were looked into. */
  readonly examined: number;
  /** Largest first. Tokens are counted once per request that carried them, as they were paid. */
  readonly categories: readonly WasteShare[];
}

export interface WasteShare {
  readonly category: WasteCategory;
  readonly tokens: number;
  readonly usd: number;
  readonly requests: number;
}

export interface CacheReport {
  readonly hot: number;
  readonly rewritten: number;
  readonly fresh: number;
  /** Newest first. */
  readonly breaks: readonly CacheBreak[];
}

export interface CacheBreak {
  readonly exchange: string;
  readonly title: string;
  readonly at: number;
  readonly tokens: number;
  readonly cause: string | undefined;
  readonly byUs: boolean;
}

/** One thing to do, with what not having done it has cost over the examined requests. */
export interface Advice {
  readonly category: WasteCategory;
  readonly place: string;
  readonly text: string;
  /** With the newest request that carries it. */
  readonly tokens: number;
  readonly usd: number;
  readonly requests: number;
  readonly disables?: DisabledServer;
}

export interface DearExchange {
  readonly id: string;
  readonly title: string;
  readonly at: number;
  readonly model: string;
  readonly context: number;
  readonly wasteTokens: number;
  readonly usd: number;
  readonly measured: boolean;
}

export interface ReportFacts {
  readonly title: string;
  readonly madeAt: number;
  /** Newest first; the sums are over all of them. */
  readonly exchanges: readonly ExchangeSummary[];
  /** The newest of them with their findings. */
  readonly details: readonly ExchangeDetail[];
}

const mostAdvice = 12;
const mostDear = 15;
/** Smaller rewrites are noise of the provider's counting. */
const leastBreak = 1024;

/** Sums up exchanges. Pure: the panel, the command and the engine give the same report for the same rows. */
export function makeReport({ title, madeAt, exchanges, details }: ReportFacts): Report {
  const times = exchanges.map(({ startedAt }) => startedAt);
  return {
    title,
    madeAt,
    from: times.reduce((least, time) => Math.min(least, time), madeAt),
    to: times.reduce((most, time) => Math.max(most, time), 0),
    requests: exchanges.length,
    conversations: new Set(exchanges.map(({ conversation }) => conversation)).size,
    clients: [...new Set(exchanges.map(({ client }) => client))],
    models: [...new Set(exchanges.map(({ model }) => model))],
    cost: sumBySource(exchanges, ({ cost }) => cost && { source: cost.source, value: cost.total }),
    saved: sumBySource(exchanges, ({ saved }) => saved && { source: saved.source, value: saved.usd }),
    savedTokens: sumBySource(exchanges, ({ saved }) => saved && { source: saved.source, value: saved.tokens }),
    couldHaveSaved: possible(exchanges),
    waste: { examined: details.length, categories: wasteShares(details) },
    cache: cacheReport(exchanges),
    advice: adviceFrom(details),
    dearest: exchanges
      .flatMap(exchange => dearExchange(exchange) ?? [])
      .toSorted((a, b) => b.usd - a.usd)
      .slice(0, mostDear),
  };
}

interface Sourced {
  readonly source: 'measured' | 'estimated';
  readonly value: number;
}

function sumBySource(
  exchanges: readonly ExchangeSummary[],
  figureOf: (exchange: ExchangeSummary) => Sourced | undefined,
): SourcedSum {
  const sums = { measured: 0, estimated: 0 };
  for (const exchange of exchanges) {
    const figure = figureOf(exchange);
    if (figure !== undefined) sums[figure.source] += figure.value;
  }
  return sums;
}

function possible(exchanges: readonly ExchangeSummary[]): Report['couldHaveSaved'] {
  const open = exchanges.flatMap(({ saved, couldSave }) =>
    saved === undefined && couldSave !== undefined ? [couldSave] : [],
  );
  return {
    tokens: open.reduce((sum, { tokens }) => sum + tokens, 0),
    usd: open.reduce((sum, { usd }) => sum + usd, 0),
  };
}

function wasteShares(details: readonly ExchangeDetail[]): readonly WasteShare[] {
  const shares = new Map<WasteCategory, WasteShare>();
  for (const { waste } of details) {
    for (const category of new Set(waste.map(finding => finding.category))) {
      const findings = waste.filter(finding => finding.category === category);
      const known = shares.get(category) ?? { category, tokens: 0, usd: 0, requests: 0 };
      shares.set(category, {
        category,
        tokens: known.tokens + sumOf(findings, finding => finding.tokens),
        usd: known.usd + sumOf(findings, finding => finding.costPerTurn ?? 0),
        requests: known.requests + 1,
      });
    }
  }
  return [...shares.values()].toSorted((a, b) => b.tokens - a.tokens);
}

/**
 * What to do now: the findings of each conversation's newest request, one per place, with what the place has cost over all
 * requests. Advice that a later request made void (the tool was called after all) is not given. Details come newest first.
 */
function adviceFrom(details: readonly ExchangeDetail[]): readonly Advice[] {
  const advice = new Map<string, Advice>();
  const seen = new Set<string>();
  for (const detail of details) {
    const { conversation, branch = '', waste } = detail;
    const line = `${conversation}\n${branch}`;
    const isNewest = !seen.has(line);
    seen.add(line);
    for (const [key, findings] of byPlace(waste)) {
      const [first] = findings;
      const known = advice.get(key);
      if (first === undefined || (known === undefined && !isNewest)) continue;
      const present = known ?? {
        category: first.category,
        place: first.place,
        text: first.recommendation,
        tokens: sumOf(findings, finding => finding.tokens),
        usd: 0,
        requests: 0,
        ...serverToDisable(first, detail),
      };
      advice.set(key, {
        ...present,
        usd: present.usd + sumOf(findings, finding => finding.costPerTurn ?? 0),
        requests: present.requests + 1,
      });
    }
  }
  return [...advice.values()].toSorted((a, b) => b.usd - a.usd || b.tokens - a.tokens).slice(0, mostAdvice);
}

function byPlace(waste: readonly WasteFinding[]): ReadonlyMap<string, readonly WasteFinding[]> {
  return Map.groupBy(waste, ({ category, place }) => `${category}\n${place}`);
}

function cacheReport(exchanges: readonly ExchangeSummary[]): CacheReport {
  const sum = (part: 'hot' | 'rewritten' | 'fresh'): number => sumOf(exchanges, ({ cache }) => cache?.[part] ?? 0);
  const breaks = exchanges.flatMap(({ id, title, startedAt, cache }) =>
    cache === undefined || cache.rewritten < leastBreak
      ? []
      : [
          {
            exchange: id,
            title,
            at: startedAt,
            tokens: cache.rewritten,
            cause: cache.cause,
            byUs: cache.causedByUs === true,
          },
        ],
  );
  return { hot: sum('hot'), rewritten: sum('rewritten'), fresh: sum('fresh'), breaks };
}

function dearExchange(exchange: ExchangeSummary): DearExchange | undefined {
  const { id, latest, title, startedAt, model, cost, wasteTokens } = exchange;
  if (cost === undefined) return undefined;
  const named = latest === undefined ? title : `${title} · ${latest}`;
  return {
    ...{ id, title: named, at: startedAt, model, context: sentContext(exchange).value, wasteTokens },
    usd: cost.total,
    measured: cost.source === 'measured',
  };
}

function sumOf<Item>(items: readonly Item[], figureOf: (item: Item) => number): number {
  return items.reduce((sum, item) => sum + figureOf(item), 0);
}

/** A file's name without its ending: `headroom-2026-11-21-fix-the-tests`. */
export function reportFileName({ title, madeAt }: Pick<Report, 'title' | 'madeAt'>): string {
  const day = new Date(madeAt).toISOString().slice(0, 10);
  const words = title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40);
  return `headroom-${day}-${words}`.replace(/-+$/, '');
}
