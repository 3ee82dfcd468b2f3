import type { RateLimit } from '../../src/shared/records.ts';

export interface LimitLeft {
  readonly name: string;
  /** Share of the limit that is left. */
  readonly share: number;
  readonly limit: number;
  readonly remaining: number;
  readonly resetsAt: number | undefined;
}

/** The limits that still hold, the tightest first. One whose reset has passed says nothing any more. */
export function limitsLeft(limits: readonly RateLimit[], now: number): readonly LimitLeft[] {
  return limits
    .flatMap(({ name, limit, remaining, resetsAt }) =>
      limit === undefined || limit <= 0 || remaining === undefined || (resetsAt !== undefined && resetsAt <= now)
        ? []
        : [{ name: limitName(name), share: Math.min(1, remaining / limit), limit, remaining, resetsAt }],
    )
    .toSorted((a, b) => a.share - b.share);
}

/** `unified-5h` is the subscription's window of five hours; the others name what they count. */
function limitName(name: string): string {
  return name.replace(/^unified-/, '').replaceAll('-', ' ');
}
