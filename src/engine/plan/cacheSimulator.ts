import { hash } from 'node:crypto';
import type { ModelFacts } from '../models/modelFacts.ts';

/** One content block of a request, in cache order. */
export interface CachePiece {
  /** Stands for the bytes: equal keys are equal content. */
  readonly key: string;
  readonly tokens: number;
  /** The client's breakpoint on this piece. */
  readonly mark?: '5m' | '1h';
}

/** What a provider reads, writes and leaves uncached of one request, in tokens. The four add up to the request. */
export interface CacheUse {
  readonly input: number;
  readonly read: number;
  readonly write5m: number;
  readonly write1h: number;
}

/** A use, and how many pieces of the prefix were found, whatever the provider rounds. */
export interface CacheHit extends CacheUse {
  readonly piecesRead: number;
}

/**
 * How a provider caches, as documented (read 2026-11). `breakpoints` (Anthropic): entries end where the client put a mark, and
 * a mark finds entries up to `lookback` blocks before it. `automatic` (OpenAI, Gemini, others): the longest common prefix with
 * an earlier request, in steps of so many tokens.
 */
export type CacheRules =
  | {
      readonly kind: 'breakpoints';
      readonly lookback: number;
      readonly lifetimesMs: Lifetimes;
      readonly minimum: number;
    }
  | { readonly kind: 'automatic'; readonly step: number; readonly lifetimesMs: Lifetimes; readonly minimum: number };

/** Milliseconds for which an entry lives after its last use. */
export interface Lifetimes {
  readonly '5m': number;
  readonly '1h': number;
}

export function cacheRulesOf(model: ModelFacts): CacheRules {
  const { ordinary, extended } = model.cacheLifetimes;
  const shared = {
    lifetimesMs: { '5m': ordinary * 1000, '1h': extended * 1000 },
    minimum: model.minimumCacheableTokens,
  };
  return model.provider === 'anthropic'
    ? { kind: 'breakpoints', lookback: 20, ...shared }
    : { kind: 'automatic', step: model.provider === 'openai' ? 128 : 1, ...shared };
}

/** A request to a cache. `scope` keeps apart what shares nothing: models, accounts. Milliseconds since the epoch. */
export interface CacheRequest {
  readonly rules: CacheRules;
  readonly scope: string;
  readonly pieces: readonly CachePiece[];
  readonly atMs: number;
}

interface Entry {
  readonly lifetimeMs: number;
  expiresAt: number;
}

/** Entries beyond this number are forgotten, the oldest first; a real cache forgets by time only. */
const maxEntries = 50_000;

/** A provider's prompt cache, simulated: what it holds follows from the requests it was told of, in their order. */
export class CacheSimulator {
  readonly #entries = new Map<string, Entry>();

  /** Sends a request: tells what is read and written, and remembers what is then cached. */
  use(request: CacheRequest): CacheHit {
    const prefixes = prefixesOf(request);
    const total = prefixes.at(-1)?.tokens ?? 0;
    const { rules } = request;
    switch (rules.kind) {
      case 'breakpoints':
        return this.#useBreakpoints(prefixes, total, { ...request, rules });
      case 'automatic':
        return this.#useAutomatic(prefixes, total, { ...request, rules });
    }
  }

  #useBreakpoints(prefixes: readonly Prefix[], total: number, { rules, atMs }: RequestUnder<'breakpoints'>): CacheHit {
    const breakpoints = prefixes.filter(({ mark, tokens }) => mark !== undefined && tokens >= rules.minimum);
    const hit = this.#longestHit(prefixes, breakpoints, { rules, atMs });
    const written = { '5m': 0, '1h': 0 };
    let covered = hit?.tokens ?? 0;
    for (const { hash: key, tokens, mark = '5m' } of breakpoints) {
      this.#keep(key, rules.lifetimesMs[mark], atMs);
      written[mark] += Math.max(0, tokens - covered);
      covered = Math.max(covered, tokens);
    }
    return {
      input: total - covered,
      read: hit?.tokens ?? 0,
      write5m: written['5m'],
      write1h: written['1h'],
      piecesRead: piecesIn(hit),
    };
  }

  /** The last breakpoint that finds anything decides; reading refreshes what was found. */
  #longestHit(
    prefixes: readonly Prefix[],
    breakpoints: readonly Prefix[],
    { rules, atMs }: Pick<RequestUnder<'breakpoints'>, 'rules' | 'atMs'>,
  ): Prefix | undefined {
    for (const { position } of breakpoints.toReversed()) {
      const window = prefixes.slice(Math.max(0, position - rules.lookback + 1), position + 1);
      const hit = window.findLast(({ hash: key, tokens }) => tokens >= rules.minimum && this.#touch(key, atMs));
      if (hit !== undefined) return hit;
    }
    return undefined;
  }

  #useAutomatic(prefixes: readonly Prefix[], total: number, { rules, atMs }: RequestUnder<'automatic'>): CacheHit {
    const inSteps = (tokens: number): number => (tokens < rules.minimum ? 0 : tokens - (tokens % rules.step));
    const hit = prefixes.findLast(({ hash: key }) => this.#touch(key, atMs));
    const read = inSteps(hit?.tokens ?? 0);
    const cached = inSteps(total);
    if (cached > 0) for (const { hash: key } of prefixes) this.#keep(key, rules.lifetimesMs['5m'], atMs);
    return {
      input: total - Math.max(read, cached),
      read,
      write5m: Math.max(0, cached - read),
      write1h: 0,
      piecesRead: read === 0 ? 0 : piecesIn(hit),
    };
  }

  #touch(key: string, atMs: number): boolean {
    const entry = this.#entries.get(key);
    if (entry === undefined || entry.expiresAt <= atMs) return false;
    entry.expiresAt = atMs + entry.lifetimeMs;
    return true;
  }

  /** An entry written for an hour is not shortened by a later mark for five minutes. */
  #keep(key: string, lifetimeMs: number, atMs: number): void {
    const known = this.#entries.get(key);
    this.#entries.delete(key);
    const isAlive = known !== undefined && known.expiresAt > atMs;
    const lifetime = isAlive ? Math.max(known.lifetimeMs, lifetimeMs) : lifetimeMs;
    this.#entries.set(key, { lifetimeMs: lifetime, expiresAt: atMs + lifetime });
    const [oldest] = this.#entries.keys();
    if (this.#entries.size > maxEntries && oldest !== undefined) this.#entries.delete(oldest);
  }
}

type RequestUnder<Kind extends CacheRules['kind']> = Omit<CacheRequest, 'rules'> & {
  readonly rules: Extract<CacheRules, { kind: Kind }>;
};

interface Prefix {
  readonly position: number;
  readonly hash: string;
  /** Up to and including this piece. */
  readonly tokens: number;
  readonly mark?: '5m' | '1h';
}

function piecesIn(hit: Prefix | undefined): number {
  return hit === undefined ? 0 : hit.position + 1;
}

function prefixesOf({ scope, pieces }: CacheRequest): readonly Prefix[] {
  let chain = scope;
  let tokens = 0;
  return pieces.map(({ key, tokens: own, mark }, position) => {
    chain = hash('sha256', `${chain}\0${key}`, 'base64');
    tokens += own;
    return { position, hash: chain, tokens, ...(mark !== undefined && { mark }) };
  });
}
