import { withThousands } from '../../marker.ts';

/**
 * `lines by level: INFO 1,720, WARN 80`, where a level is the first one near the start of a line;
 * `undefined` when there is only one.
 */
export function countLevels(lines: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const line of lines) {
    const level = levelWord
      .exec(line.slice(0, 110))
      ?.slice(1)
      .find(group => group !== undefined);
    if (level !== undefined) counts.set(level, (counts.get(level) ?? 0) + 1);
  }
  return counts.size < 2 ? undefined : `lines by level: ${describe(counts)}`;
}

/** Capitals anywhere near the start; small letters only in brackets, after `level=`, before a colon, or where npm puts them. */
const levelWord =
  /\[(trace|debug|info|notice|warn|warning|error|crit|fatal)\]|\blevel="?([a-z]+)|^(?:npm |\d+ )(silly|verbose|http|info|notice|warn|error)(?= )|(?:^|\s)(error|warning|info|note|fatal)(?=:)|(?:^|[\s[(<|])(TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERR|ERROR|FATAL|CRITICAL|PANIC)(?=[\s\])>:|]|$)/;

/** `codes of several templates, lines each: TS2345 71, …` for the codes that several templates share, since their counts must be added up otherwise. */
export function countSharedCodes(
  lines: readonly string[],
  templates: readonly (readonly string[])[],
): string | undefined {
  const sharing = new Map<string, number>();
  for (const text of templates) {
    for (const code of new Set(text.flatMap(line => line.match(errorCode) ?? []))) {
      sharing.set(code, (sharing.get(code) ?? 0) + 1);
    }
  }
  const shared = new Set([...sharing].filter(([, count]) => count > 1).map(([code]) => code));
  if (shared.size === 0) return undefined;
  const counts = new Map<string, number>();
  for (const line of lines) {
    const code = line.match(errorCode)?.[0];
    if (code !== undefined && shared.has(code)) counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  return `codes of several templates, lines each: ${describe(counts)}`;
}

const errorCode = /\b[A-Z]{1,5}\d{3,5}(?=[:\]])/g;
const listed = 12;

function describe(counts: ReadonlyMap<string, number>): string {
  const ranked = [...counts].sort((a, b) => b[1] - a[1]);
  const named = ranked.slice(0, listed).map(([name, count]) => `${name} ${withThousands(count)}`);
  const others = ranked.length - named.length;
  return [...named, ...(others > 0 ? [`${others} others`] : [])].join(', ');
}
