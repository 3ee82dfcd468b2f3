import { createHash } from 'node:crypto';
import { judge } from '../../../src/engine/transforms/judge.ts';
import type { Judgement } from '../../../src/engine/transforms/transform.ts';
import { profiles } from '../../../src/shared/modes.ts';
import { parseOptions } from '../../../src/shared/options.ts';
import { captureNames, readCapture } from './text/captures.ts';

/** Judges with a handle that belongs to the text, as the plan does. */
export function judgeText(text: string, options: Readonly<Record<string, unknown>> = {}, tool?: string): Judgement {
  const context = {
    options: parseOptions(options, 'proxy'),
    counter: { encoding: 'thirds', errorBand: 0, count: (counted: string) => Math.ceil(counted.length / 3) },
    handle: createHash('sha256').update(text).digest('base64url').slice(0, 10),
    canRetrieve: true,
  };
  return judge(
    { text, kind: 'toolResult', question: 'what failed?', ...(tool === undefined ? {} : { tool }) },
    context,
  );
}

/** A hash over the judgements of every capture in every profile. */
export function fingerprint(): string {
  const hash = createHash('sha256');
  for (const savingsProfile of profiles) {
    for (const name of captureNames) hash.update(JSON.stringify(judgeText(readCapture(name), { savingsProfile })));
  }
  return hash.digest('hex');
}
