import type { Profile } from '../../shared/modes.ts';
import type { Options } from '../../shared/options.ts';

/** What a profile allows the transforms to do. A profile is only this set of values. */
export interface Policy {
  /** Whether anything may be left out at all. */
  readonly omits: boolean;
  /** Fewest tokens that an omission must save beyond the best rewriting that keeps every value. */
  readonly leastOmittedTokens: number;
  /** How much is kept for a given amount of information: 1 in `balanced`, less in thriftier profiles. */
  readonly generosity: number;
  /** Strings longer than this lose their middle, in characters. */
  readonly maxStringLength: number;
}

/**
 * A retrieval costs about what it brings back plus one more turn, so below about a thousand tokens an omission loses money as
 * soon as one in four is asked for (computed from cache prices of November 2026).
 */
const leastOmittedTokens = 1000;

const policies: Readonly<Record<Profile, Policy>> = {
  lossless: { omits: false, leastOmittedTokens, generosity: 1, maxStringLength: Number.POSITIVE_INFINITY },
  balanced: { omits: true, leastOmittedTokens, generosity: 1, maxStringLength: 1200 },
  'agent-90': { omits: true, leastOmittedTokens, generosity: 0.3, maxStringLength: 400 },
};

/** The policy that options ask for. `targetRatio` overrides the profile's generosity: balanced keeps about a third. */
export function policyOf(options: Pick<Options, 'savingsProfile' | 'targetRatio'>): Policy {
  const policy = policies[options.savingsProfile];
  return options.targetRatio === undefined ? policy : { ...policy, generosity: options.targetRatio * 3 };
}
