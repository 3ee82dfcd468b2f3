import type { Health } from '../../shared/adminApi.ts';

/** True for an engine older than this extension that serves nobody at the moment: no stream ends with it. */
export function isReplaceable({ version, inFlight }: Health, ours: string): boolean {
  return inFlight === 0 && compareVersions(version, ours) < 0;
}

/** By major, minor and patch. What is no version compares as equal, so that it is left alone. */
function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map(text => /^(\d+)\.(\d+)\.(\d+)/.exec(text)?.slice(1).map(Number));
  if (left === undefined || right === undefined) return 0;
  const at = left.findIndex((part, index) => part !== right[index]);
  return at < 0 ? 0 : (left[at] ?? 0) - (right[at] ?? 0);
}
