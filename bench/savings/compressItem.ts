import type { TokenCounter } from '../../src/engine/tokens/tokenCounter.ts';
import { judge } from '../../src/engine/transforms/judge.ts';
import type { JudgeContext } from '../../src/engine/transforms/transform.ts';
import type { Profile } from '../../src/shared/modes.ts';
import { defaultOptions } from '../../src/shared/options.ts';
import type { Grade } from '../../src/shared/records.ts';
import type { Item } from './corpus.ts';
import { decode } from './decode.ts';

/** What became of an item. `output` equals the text when it was left alone. */
export interface Outcome {
  readonly output: string;
  readonly transform: string;
  readonly grade: Grade | 'none';
  readonly reason: string;
  readonly tokensBefore: number;
  readonly tokensAfter: number;
  /** Processor time, so that other programs on the machine count little. */
  readonly ms: number;
  /** True when a decoder that knows only the format gave the bytes back. */
  readonly isDecoded: boolean;
  /** What the store would answer for the handle. */
  readonly original: string;
}

export const handle = 'abcdefghjk';

export function compressItem(item: Item, profile: Profile, counter: TokenCounter, question?: string): Outcome {
  const { name: _, ...call } = item;
  const context: JudgeContext = {
    options: { ...defaultOptions('proxy'), savingsProfile: profile },
    counter,
    handle,
    canRetrieve: true,
  };
  const started = process.cpuUsage();
  const judgement = judge({ ...call, kind: 'toolResult', ...(question === undefined ? {} : { question }) }, context);
  const { user, system } = process.cpuUsage(started);
  const ms = (user + system) / 1000;
  const tokensBefore = counter.count(item.text);
  const left = {
    output: item.text,
    transform: 'none',
    grade: 'none',
    tokensAfter: tokensBefore,
    isDecoded: true,
  } as const;
  const facts = { reason: judgement.reason, tokensBefore, ms, original: item.text };
  if (judgement.kind === 'leave') return { ...left, ...facts };
  const { output, transform, grade } = judgement;
  const isDecoded = grade === 'decodable' && decode(transform, output) === item.text;
  return { output, transform, grade, tokensAfter: counter.count(output), isDecoded, ...facts };
}
