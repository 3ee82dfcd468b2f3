import { rmSync, statSync } from 'node:fs';

/** What became of a store's file while it was in use. */
export type Loss = 'deleted' | 'replaced' | 'damaged';

/** Which file a path named at some moment; `undefined` when it named none. */
export type FileIdentity = string | undefined;

export function identify(path: string): FileIdentity {
  const stats = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stats === undefined ? undefined : `${stats.dev}:${stats.ino}`;
}

/** Whether a path still names the file that was opened. A few microseconds. */
export function lossOf(path: string, opened: FileIdentity): Loss | undefined {
  const present = identify(path);
  if (present === opened) return undefined;
  if (present === undefined) return 'deleted';
  // Some network file systems number a file anew each time it is looked at.
  return present === identify(path) ? 'replaced' : undefined;
}

/** Deletes a file, unless another one has taken its place. */
export function removeIfSame(path: string, opened: FileIdentity): void {
  if (opened !== undefined && identify(path) === opened) rmSync(path, { force: true });
}
