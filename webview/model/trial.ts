import type { ConversationTrial, TrialFigures, TrialResult, TrialRow } from '../../src/shared/history.ts';

/** A row of the table with what it would have saved against sending everything as it came. */
export interface TrialLine extends TrialRow {
  /** US dollars, expected fetches included. */
  readonly netUsd: number;
  readonly savedUsd: number;
  readonly savedShare: number;
  readonly savedTokens: number;
}

export function trialLines({ rows }: TrialResult): readonly TrialLine[] {
  const untouched = rows.find(({ setting }) => setting === 'audit');
  const usd = untouched?.usd ?? 0;
  return rows.map(row => {
    const netUsd = row.usd + row.fetchUsd;
    return {
      ...row,
      netUsd,
      savedUsd: usd - netUsd,
      savedShare: usd === 0 ? 0 : (usd - netUsd) / usd,
      savedTokens: (untouched?.tokens ?? 0) - row.tokens,
    };
  });
}

/** The setting that would have saved most money, or most tokens where no price is known; undefined when none saves anything. */
export function bestLine(lines: readonly TrialLine[]): TrialLine | undefined {
  const isPriced = lines.some(({ usd }) => usd > 0);
  const size = (line: TrialLine): number => (isPriced ? line.savedUsd : line.savedTokens);
  const best = lines.toSorted((a, b) => size(b) - size(a))[0];
  return best === undefined || size(best) <= 0 ? undefined : best;
}

export type TurnsUnit = 'tokens' | 'money';
export const arms = ['untouched', 'mine', 'candidate'] as const;
export type ArmName = (typeof arms)[number];

/** The points of one line: the context of each request, or the money spent until then. */
export function turnsOf({ steps }: ConversationTrial, arm: ArmName, unit: TurnsUnit): readonly number[] {
  if (unit === 'tokens') return steps.map(step => step[arm].tokens);
  let spent = 0;
  return steps.map(step => {
    spent += step[arm].usd;
    return spent;
  });
}

export interface ArmTotal extends Pick<TrialFigures, 'tokens' | 'usd'> {
  readonly last: number;
  readonly breaks: number;
}

export function totalOf({ steps }: ConversationTrial, arm: ArmName): ArmTotal {
  return {
    tokens: steps.reduce((sum, step) => sum + step[arm].tokens, 0),
    usd: steps.reduce((sum, step) => sum + step[arm].usd, 0),
    last: steps.at(-1)?.[arm].tokens ?? 0,
    breaks: steps.filter(step => step[arm].isBreak).length,
  };
}
