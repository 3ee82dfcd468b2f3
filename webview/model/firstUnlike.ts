import type { BlockRecord } from '../../src/shared/records.ts';

/** Where two requests that follow each other part, as they were sent: the first block of the later one that stood otherwise. */
export function firstUnlike(before: readonly BlockRecord[], now: readonly BlockRecord[]): number | undefined {
  const at = now.findIndex((block, index) => !isSame(before[index], block));
  // What only continues the other parts from it nowhere.
  return at < 0 || at >= before.length ? undefined : at;
}

function isSame(before: BlockRecord | undefined, now: BlockRecord): boolean {
  return before !== undefined && before.kind === now.kind && sentHash(before) === sentHash(now);
}

function sentHash({ hash, replacementHash }: BlockRecord): string {
  return replacementHash ?? hash;
}
