import type { TokenCounter } from '../../src/engine/tokens/tokenCounter.ts';
import type { Profile } from '../../src/shared/modes.ts';
import { compressItem, type Outcome } from './compressItem.ts';
import type { Item } from './corpus.ts';
import { findFalsehoods } from './falsehoods.ts';
import { disguises, plant } from './needles.ts';
import { extractProbes, type Fate, fateOf, fates } from './probes.ts';
import { isAnswerable, questionsAbout } from './questions.ts';
import { type LoopCost, replayLoop } from './toolLoop.ts';

export type Fates = Record<Fate, number>;

export interface ItemReport {
  readonly name: string;
  readonly transform: string;
  readonly grade: Outcome['grade'];
  readonly reason: string;
  readonly tokensBefore: number;
  readonly tokensAfter: number;
  readonly ms: number;
  readonly msPer100KB: number;
  readonly wrong: readonly string[];
  readonly lost: readonly string[];
}

export interface ProfileReport {
  readonly profile: Profile;
  readonly items: readonly ItemReport[];
  /** Fates by kind of probe; planted needles are listed as `needle: DISGUISE`. */
  readonly probes: Readonly<Record<string, Fates>>;
  readonly questions: { readonly asked: number; readonly answerable: number; readonly missed: readonly string[] };
  readonly loop: LoopCost;
  readonly isHonest: boolean;
}

export function measureProfile(items: readonly Item[], profile: Profile, counter: TokenCounter): ProfileReport {
  const tally = new FateTally();
  // The first run pays for the just-in-time compiler and the counter's cache; a running engine has both.
  for (const item of items) compressItem(item, profile, counter);
  const outcomes = items.map(item => compressItem(item, profile, counter));
  const reports = items.map((item, i) => reportItem(item, outcomes[i], tally));
  for (const item of items) hideNeedles(item, profile, counter, tally);
  const isHonest =
    tally.lost() === 0 &&
    reports.every(report => report.wrong.length === 0 && report.tokensAfter <= report.tokensBefore);
  return {
    profile,
    items: reports.filter(report => report !== undefined),
    probes: tally.byKind,
    questions: askQuestions(items, outcomes),
    loop: replayLoop(outcomes, 0.1),
    isHonest,
  };
}

class FateTally {
  readonly byKind: Record<string, Fates> = {};

  add(kind: string, fate: Fate): void {
    const counts = this.byKind[kind] ?? { verbatim: 0, decodable: 0, retrievable: 0, LOST: 0 };
    counts[fate]++;
    this.byKind[kind] = counts;
  }

  lost(): number {
    return Object.values(this.byKind).reduce((sum, counts) => sum + counts.LOST, 0);
  }
}

function reportItem(item: Item, outcome: Outcome | undefined, tally: FateTally): ItemReport {
  if (outcome === undefined) throw new Error(`${item.name} was not measured`);
  const lost: string[] = [];
  for (const probe of extractProbes(item.text)) {
    const fate = fateOf(probe.text, outcome);
    tally.add(probe.kind, fate);
    if (fate === 'LOST') lost.push(probe.text);
  }
  const { transform, grade, reason, tokensBefore, tokensAfter, ms } = outcome;
  const msPer100KB = ms / Math.max(1, item.text.length / 100_000);
  return {
    name: item.name,
    transform,
    grade,
    reason,
    tokensBefore,
    tokensAfter,
    ms,
    msPer100KB,
    wrong: findFalsehoods(outcome),
    lost,
  };
}

function hideNeedles(item: Item, profile: Profile, counter: TokenCounter, tally: FateTally): void {
  for (const disguise of disguises) {
    const haystack = plant(item, disguise);
    if (haystack === undefined) continue;
    const outcome = compressItem(haystack.item, profile, counter);
    for (const needle of haystack.needles) tally.add(`needle: ${disguise}`, fateOf(needle.text, outcome));
  }
}

function askQuestions(items: readonly Item[], outcomes: readonly Outcome[]): ProfileReport['questions'] {
  const answers = items.flatMap((item, i) => {
    const outcome = outcomes[i];
    return outcome === undefined
      ? []
      : questionsAbout(item).map(question => ({ question, isAnswered: isAnswerable(question, outcome) }));
  });
  const missed = answers
    .filter(answer => !answer.isAnswered)
    .map(({ question }) => `${question.item}: ${question.text}`);
  return { asked: answers.length, answerable: answers.length - missed.length, missed };
}

export const fateNames: readonly Fate[] = fates;
