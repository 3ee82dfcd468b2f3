import { createHash } from 'node:crypto';

/** One piece of a request in cache order. `ttlMs` is set where the client put a breakpoint. */
export interface CachePiece {
  readonly content: string;
  readonly tokens: number;
  readonly ttlMs?: number;
}

export interface CacheUsage {
  readonly input: number;
  readonly read: number;
  readonly write5m: number;
  readonly write1h: number;
}

const lookbackPieces = 20;
const hourMs = 3_600_000;

/**
 * Anthropic's prompt cache as documented (read 2026-11): entries end at breakpoints, a breakpoint looks back at most 20
 * blocks for an entry, a read refreshes it, prefixes below the minimum are not cached.
 */
export class BreakpointCache {
  readonly #expiryByPrefix = new Map<string, number>();
  readonly #minimumTokens: number;

  constructor(minimumTokens: number) {
    this.#minimumTokens = minimumTokens;
  }

  use(model: string, pieces: readonly CachePiece[], nowMs: number): CacheUsage {
    const prefixes = prefixesOf(model, pieces);
    const total = prefixes.at(-1)?.tokens ?? 0;
    const breakpoints = prefixes.filter(prefix => prefix.ttlMs !== undefined && prefix.tokens >= this.#minimumTokens);
    const read = this.#longestRead(prefixes, breakpoints, nowMs);

    const written = { short: 0, long: 0 };
    let covered = read;
    for (const prefix of breakpoints) {
      const ttlMs = prefix.ttlMs ?? 0;
      this.#expiryByPrefix.set(prefix.hash, nowMs + ttlMs);
      written[ttlMs >= hourMs ? 'long' : 'short'] += Math.max(0, prefix.tokens - covered);
      covered = Math.max(covered, prefix.tokens);
    }
    return { input: total - covered, read, write5m: written.short, write1h: written.long };
  }

  #longestRead(prefixes: readonly Prefix[], breakpoints: readonly Prefix[], nowMs: number): number {
    for (const breakpoint of breakpoints.toReversed()) {
      const window = prefixes.slice(Math.max(0, breakpoint.position - lookbackPieces + 1), breakpoint.position + 1);
      const hit = window.findLast(
        prefix => prefix.tokens >= this.#minimumTokens && (this.#expiryByPrefix.get(prefix.hash) ?? 0) > nowMs,
      );
      if (hit !== undefined) return hit.tokens;
    }
    return 0;
  }
}

interface Prefix {
  readonly position: number;
  readonly hash: string;
  readonly tokens: number;
  readonly ttlMs?: number;
}

function prefixesOf(model: string, pieces: readonly CachePiece[]): readonly Prefix[] {
  const running = createHash('sha256').update(model);
  let tokens = 0;
  return pieces.map((piece, position) => {
    running.update('\0').update(piece.content);
    tokens += piece.tokens;
    const prefix = { position, hash: running.copy().digest('hex'), tokens };
    return piece.ttlMs === undefined ? prefix : { ...prefix, ttlMs: piece.ttlMs };
  });
}

/** OpenAI's automatic cache (read 2026-11): the longest common prefix with an earlier request, from 1,024 tokens in steps of 128. */
export class PrefixCache {
  readonly #seen = new Map<string, string[]>();

  use(model: string, prompt: string, countTokens: (text: string) => number): { total: number; cached: number } {
    const earlier = this.#seen.get(model) ?? [];
    const common = Math.max(0, ...earlier.map(other => commonPrefixLength(other, prompt)));
    this.#seen.set(model, [...earlier.slice(-7), prompt]);
    const total = countTokens(prompt);
    const cached = Math.floor(countTokens(prompt.slice(0, common)) / 128) * 128;
    return { total, cached: cached >= 1024 ? Math.min(cached, total) : 0 };
  }
}

function commonPrefixLength(a: string, b: string): number {
  const end = Math.min(a.length, b.length);
  let i = 0;
  while (i < end && a.charCodeAt(i) === b.charCodeAt(i)) i++;
  return i;
}
