import { type FramedLine, type Frames, frameByFile } from '../records/lineFrames.ts';

/** Lines of a compiler's or linter's report. A framed line is a finding: its frame holds the file, its tail the position. */
export interface Findings {
  readonly lines: readonly string[];
  readonly frames: Frames;
}

/** Reads `path:1:2: message` and its relatives, and findings that are indented below their file's name; else `undefined`. */
export function readFindings(lines: readonly string[]): Findings | undefined {
  const grouped = readIndented(lines) ?? readArrows(lines);
  if (grouped !== undefined) return grouped;
  const frames = frameByFile(lines, 0.1);
  const worded = frames?.filter(frame => frame !== undefined && finding.test(frame.rest)).length ?? 0;
  return frames !== undefined && worded * 10 >= lines.length ? { lines, frames } : undefined;
}

/** As rustc prints them: the message, then an arrow with the place, then the source with what is wrong below it. */
function readArrows(lines: readonly string[]): Findings | undefined {
  const kept: string[] = [];
  const frames: (FramedLine | undefined)[] = [];
  let found = 0;
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] ?? '';
    const [, path, tail] = (arrowHead.test(line) && arrow.exec(lines[i + 1] ?? '')) || [];
    kept.push(line);
    if (path === undefined || tail === undefined) {
      frames.push(undefined);
      continue;
    }
    found += 1;
    const label = labelBelow(lines, i + 2);
    frames.push({ frame: `${path}:{}`, tail, rest: ` ${line}${label === undefined ? '' : `; ${label}`}` });
    i += 1;
  }
  return found >= 8 ? { lines: kept, frames } : undefined;
}

const arrowHead = /^(?:error|warning)(?:\[\w+\])?: \S/;
const arrow = /^ *--> (\S+):(\d{1,7}:\d{1,5})$/;

/** What stands beside the first mark below the source. */
function labelBelow(lines: readonly string[], from: number): string | undefined {
  for (let i = from; i < lines.length && lines[i] !== ''; i++) {
    const label = /^ *\|[ |]*\^+ (\S.*)$/.exec(lines[i] ?? '')?.[1];
    if (label !== undefined) return label;
  }
  return undefined;
}

/** What tells a finding from a search hit: a severity or a code right at the start of the message. */
const finding = /^\s*(?:- )?(?:fatal |internal compiler )?(?:error|warning|note|info|hint|remark|[A-Z]{1,5}\d{2,5})\b/i;

const place = /^\s+(\d{1,7}[:,]\d{1,5})\s+(?=\S)/;
const fileName = /^(?:\/|\.{0,2}[\w@.-]*\/|[A-Za-z]:\\|[\w@.-]+\.\w{1,5}$)\S*$/;

/** As ESLint's default format prints them. The name lines go, since every finding's frame names its file. */
function readIndented(lines: readonly string[]): Findings | undefined {
  const kept: string[] = [];
  const frames: (FramedLine | undefined)[] = [];
  let file: string | undefined;
  let found = 0;
  lines.forEach((line, i) => {
    const match = place.exec(line);
    if (match === null && fileName.test(line) && place.test(lines[i + 1] ?? '')) {
      file = line;
      return;
    }
    if (file !== undefined && line === '' && fileName.test(lines[i + 1] ?? '')) return;
    kept.push(line);
    if (match === null || file === undefined) {
      frames.push(undefined);
      return;
    }
    found += 1;
    const rest = ` ${line.slice(match[0].length).replace(/\s{2,}/g, ' ')}`;
    frames.push({ frame: `${file}:{}`, tail: match[1] ?? '', rest });
  });
  return found >= 8 && found * 2 >= lines.length ? { lines: kept, frames } : undefined;
}
