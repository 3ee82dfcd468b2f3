import { readStamp, type Stamp } from './timestamps.ts';

/** A line split into what it shares with its neighbours (a frame with a hole), what fills the hole, and the rest. */
export interface FramedLine {
  /** Text with `{}` for the tail; without a hole the tail is empty. */
  readonly frame: string;
  readonly tail: string;
  readonly rest: string;
}

/** One entry per line; `undefined` for lines without a frame. */
export type Frames = readonly (FramedLine | undefined)[];

/** Frames from leading timestamps, cut at the unit that makes the shortest text; `undefined` when fewer than half the lines have one. */
export function frameByTime(lines: readonly string[]): Frames | undefined {
  const stamps = lines.map(readStamp);
  const stamped = stamps.filter(stamp => stamp !== undefined);
  if (stamped.length < 3 || stamped.length * 2 < lines.length) return undefined;
  const cut = cheapestCut(stamped);
  return stamps.map((stamp, i) => {
    if (stamp === undefined) return undefined;
    const rest = (lines[i] ?? '').slice(stamp.text.length);
    return { ...cutStamp(stamp, cut), rest };
  });
}

/** `path(9,17): message`, `path:9:17: message`, `path:9: message` or `path:9:17 - message`, with the place as the tail. */
const located = /^((?:[A-Za-z]:)?[^\s:()"'<>|]{1,400})(?:(\()(\d+(?:,\d+)?)(\):)|(:)(\d+(?::\d+)?)(:|(?= - )))(?= )/;

/** Frames from leading file locations, as compilers write them; `undefined` when fewer than that share of the lines have one. */
export function frameByFile(lines: readonly string[], leastShare = 1 / 3): Frames | undefined {
  const frames = lines.map(line => {
    const match = located.exec(line);
    if (match === null) return undefined;
    const [all, path = '', open, place, close, colon = '', position = '', end = ''] = match;
    const frame = open === undefined ? `${path}${colon}{}${end}` : `${path}${open}{}${close}`;
    return path.includes('{') ? undefined : { frame, tail: place ?? position, rest: line.slice(all.length) };
  });
  const found = frames.filter(frame => frame !== undefined).length;
  return found >= 3 && found >= lines.length * leastShare ? frames : undefined;
}

/** What tools put before every line of one source: npm's number, level and title; a container's name; a name in brackets. */
const sourcePrefix =
  /^(?:\d{1,6} (?:silly|verbose|info|http|warn|error|notice|timing) [^\s{]{1,60}(?= |$)|[\w.-]{1,60} +\|(?= |$)|\[[\w:./@-]{1,60}\](?= |$))/;
const leastRun = 3;

/** Frames from prefixes that stay the same for several lines in a row; `undefined` when fewer than half the lines have one. */
export function frameByPrefix(lines: readonly string[]): Frames | undefined {
  const prefixes = lines.map(line => sourcePrefix.exec(line)?.[0]);
  const frames: (FramedLine | undefined)[] = [];
  let found = 0;
  for (let i = 0; i < lines.length; ) {
    const prefix = prefixes[i];
    let end = i + 1;
    while (end < lines.length && prefixes[end] === prefix) end += 1;
    const isRun = prefix !== undefined && end - i >= leastRun;
    if (isRun) found += end - i;
    for (; i < end; i++) {
      frames.push(isRun ? { frame: prefix, tail: '', rest: (lines[i] ?? '').slice(prefix.length) } : undefined);
    }
  }
  return found * 2 >= lines.length ? frames : undefined;
}

type Cut = 'dayEnd' | 'hourEnd' | 'minuteEnd' | 'all';

/** Rough tokens of what each row then carries: nothing, seconds, minutes and seconds, all three. */
const cuts: readonly (readonly [Cut, number])[] = [
  ['all', 0],
  ['minuteEnd', 2],
  ['hourEnd', 4],
  ['dayEnd', 6],
];
const frameTokens = 12;

function cheapestCut(stamps: readonly Stamp[]): Cut {
  let best: Cut = 'all';
  let bestCost = Number.POSITIVE_INFINITY;
  for (const [cut, tailTokens] of cuts) {
    let frames = 0;
    let previous = '';
    for (const stamp of stamps) {
      const { frame } = cutStamp(stamp, cut);
      if (frame !== previous) frames += 1;
      previous = frame;
    }
    const fraction = stamps.some(stamp => stamp.tailEnd - stamp.minuteEnd > 2) && cut !== 'all' ? 2 : 0;
    const cost = frames * frameTokens + stamps.length * (tailTokens + fraction);
    if (cost < bestCost) [best, bestCost] = [cut, cost];
  }
  return best;
}

function cutStamp(stamp: Stamp, cut: Cut): { readonly frame: string; readonly tail: string } {
  if (cut === 'all') return { frame: stamp.text, tail: '' };
  const from = stamp[cut];
  return {
    frame: `${stamp.text.slice(0, from)}{}${stamp.text.slice(stamp.tailEnd)}`,
    tail: stamp.text.slice(from, stamp.tailEnd),
  };
}
