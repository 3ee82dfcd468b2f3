import type { JudgeContext, Replacement, Transform } from '../../../../src/engine/transforms/transform.ts';
import type { Profile } from '../../../../src/shared/modes.ts';
import { parseOptions } from '../../../../src/shared/options.ts';
import { type CaptureName, readCapture } from './captures.ts';

/** Counts three characters as a token, which is close for tool output and needs no vocabulary. */
export function contextFor(savingsProfile: Profile, canRetrieve = true): JudgeContext {
  return {
    options: parseOptions({ savingsProfile }, 'proxy'),
    counter: { encoding: 'thirds', errorBand: 0, count: text => Math.ceil(text.length / 3) },
    handle: 'h7k2m9qd',
    canRetrieve,
  };
}

export function applyTo(
  transform: Transform,
  text: string,
  profile: Profile = 'balanced',
  question?: string,
): Replacement | undefined {
  const subject = { text, kind: 'toolResult', ...(question === undefined ? {} : { question }) } as const;
  return transform.apply(subject, contextFor(profile));
}

/** The output for a capture, which must exist. */
export function outputFor(transform: Transform, name: CaptureName, profile: Profile = 'balanced'): string {
  const replacement = applyTo(transform, readCapture(name), profile);
  if (replacement === undefined) throw new Error(`${transform.id} does not take ${name}`);
  return replacement.output;
}

export function goldenPath(transform: Transform, name: CaptureName, profile: Profile = 'balanced'): string {
  const file = `${transform.id}.${name.replace(/\.\w+$/, '')}.${profile}.txt`;
  return new URL(`../../../golden/text/${file}`, import.meta.url).pathname;
}

/** Lines of an excerpt that claim to be the original's: all but markers and marks of gaps. */
export function quotedLines(output: string): string[] {
  return output.split('\n').filter(line => !line.startsWith('[headroom: ') && !/^\[… .*\]$/.test(line));
}
