/** Line and character, counted from 0, as editors do. */
export interface TextPlace {
  readonly line: number;
  readonly character: number;
}

/** Where two texts first differ, as a place in the second one; undefined when they are equal. */
export function firstDifference(before: string, after: string): TextPlace | undefined {
  if (before === after) return undefined;
  let at = 0;
  while (at < before.length && at < after.length && before.charCodeAt(at) === after.charCodeAt(at)) at += 1;
  const ahead = after.slice(0, at).split('\n');
  return { line: ahead.length - 1, character: ahead.at(-1)?.length ?? 0 };
}
