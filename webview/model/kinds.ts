import type { BlockKind, CompositionShare } from '../../src/shared/records.ts';

/** The kinds that people tell apart, in the order in which they stand in a request. */
export const kindGroups = ['tools', 'system', 'user', 'assistant', 'results', 'images', 'other'] as const;
export type KindGroup = (typeof kindGroups)[number];

const groups: Readonly<Record<BlockKind, KindGroup>> = {
  toolDefinition: 'tools',
  system: 'system',
  userText: 'user',
  assistantText: 'assistant',
  thinking: 'assistant',
  toolCall: 'assistant',
  toolResult: 'results',
  image: 'images',
  document: 'images',
  opaque: 'other',
};

export function groupOf(kind: BlockKind): KindGroup {
  return groups[kind];
}

export interface KindAmount {
  readonly group: KindGroup;
  readonly tokens: number;
  readonly waste: number;
}

/** Sums shares by group; groups without tokens are left out. */
export function amountsByGroup(shares: readonly CompositionShare[]): readonly KindAmount[] {
  return kindGroups
    .map(group => {
      const own = shares.filter(share => groupOf(share.kind) === group);
      return {
        group,
        tokens: own.reduce((sum, share) => sum + share.tokens, 0),
        waste: own.reduce((sum, share) => sum + (share.wasteTokens ?? 0), 0),
      };
    })
    .filter(amount => amount.tokens > 0);
}
