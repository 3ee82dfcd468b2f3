import { rememberLast } from '../../rememberLast.ts';

/** With which signs a program draws. */
export interface TreeStyle {
  /** In front of what stands below an entry that has siblings after it; blanks of that length stand below the last. */
  readonly bar: string;
  readonly tee: string;
  readonly last: string;
  /** The same two where entries follow one level deeper. */
  readonly teeOpen: string;
  readonly lastOpen: string;
}

/** npm and pnpm; cargo; tree; Maven; npm without Unicode. */
export const treeStyles: readonly TreeStyle[] = [
  { bar: '│ ', tee: '├── ', last: '└── ', teeOpen: '├─┬ ', lastOpen: '└─┬ ' },
  { bar: '│   ', tee: '├── ', last: '└── ', teeOpen: '├── ', lastOpen: '└── ' },
  { bar: '│\u00a0\u00a0 ', tee: '├── ', last: '└── ', teeOpen: '├── ', lastOpen: '└── ' },
  { bar: '|  ', tee: '+- ', last: '\\- ', teeOpen: '+- ', lastOpen: '\\- ' },
  { bar: '| ', tee: '+-- ', last: '`-- ', teeOpen: '+-- ', lastOpen: '`-- ' },
];

export interface DrawnTree {
  readonly rows: readonly TreeRow[];
  readonly style: TreeStyle;
  /** Levels at which the last line says that entries follow: the text is cut there. */
  readonly goesOnAt: readonly number[];
  /** True when the last entry has others below it that are cut off. */
  readonly endsOpen: boolean;
}

/** Reads a tree that is drawn regularly from its first line to its last; `undefined` for anything else. */
export const readTree = rememberLast((text: string): DrawnTree | undefined => {
  if (!drawing.test(text.slice(0, 4000))) return undefined;
  const lines = text.split('\n');
  for (const style of treeStyles) {
    const rows = readRows(lines, style);
    if (rows === undefined) continue;
    const goesOnAt = openAtEnd(lines, style);
    for (const endsOpen of [false, true]) {
      const tree = { rows, style, goesOnAt, endsOpen };
      if (drawTree(tree).join('\n') === text) return tree;
    }
  }
  return undefined;
});

/** One class of signs, repeated: parts of several lengths would be tried in every combination. */
const drawing = /^[│| \u00a0]*[├└+`\\][─-]/m;

/** A line and how deep it stands; 0 for roots and for lines outside the tree. */
export interface TreeRow {
  readonly depth: number;
  readonly text: string;
}

const leastRows = 8;

/** `undefined` when fewer than two thirds of the lines are drawn in that style. Whether regularly, only drawing them tells. */
function readRows(lines: readonly string[], style: TreeStyle): readonly TreeRow[] | undefined {
  const gap = gapOf(style);
  const rows = lines.map((line): TreeRow => {
    let at = 0;
    let depth = 1;
    for (; line.startsWith(style.bar, at) || line.startsWith(gap, at); depth++) at += style.bar.length;
    const sign = [style.tee, style.last, style.teeOpen, style.lastOpen].find(part => line.startsWith(part, at));
    return sign === undefined ? { depth: 0, text: line } : { depth, text: line.slice(at + sign.length) };
  });
  const drawn = rows.filter(row => row.depth > 0 && !row.text.startsWith(' ')).length;
  return drawn >= leastRows && drawn * 3 >= rows.length * 2 ? rows : undefined;
}

/** What the last line has in front of it: a bar where the level goes on, and its own sign. */
function openAtEnd(lines: readonly string[], style: TreeStyle): number[] {
  const line = lines.findLast(line => line !== '') ?? '';
  const levels: number[] = [];
  let at = 0;
  let level = 1;
  for (; line.startsWith(style.bar, at) || line.startsWith(gapOf(style), at); level++) {
    if (line.startsWith(style.bar, at)) levels.push(level);
    at += style.bar.length;
  }
  if (line.startsWith(style.tee, at) || line.startsWith(style.teeOpen, at)) levels.push(level);
  return levels;
}

function gapOf({ bar }: TreeStyle): string {
  return ' '.repeat(bar.length);
}

/** The lines of a tree. */
export function drawTree({ rows, style, goesOnAt, endsOpen }: DrawnTree): string[] {
  const hasNext: boolean[] = new Array(rows.length);
  // Per level, whether an entry of it comes later under the same parent.
  let later: boolean[] = [];
  for (const level of goesOnAt) later[level] = true;
  for (let i = rows.length - 1; i >= 0; i--) {
    const { depth, text } = rows[i] ?? { depth: 0, text: '' };
    hasNext[i] = later[depth] === true;
    if (depth > 0) {
      later = later.slice(0, depth);
      later[depth] = true;
    } else if (text !== '' || i < rows.length - 1) later = [];
  }
  const open: boolean[] = [];
  const end = rows.at(-1)?.text === '' ? rows.length - 2 : rows.length - 1;
  return rows.map(({ depth, text }, i) => {
    if (depth === 0) return text;
    const bars = Array.from({ length: depth - 1 }, (_, n) => (open[n + 1] === true ? style.bar : gapOf(style)));
    open[depth] = hasNext[i] === true;
    const isParent = i === end ? endsOpen : (rows[i + 1]?.depth ?? 0) > depth;
    const sign = hasNext[i] === true ? (isParent ? style.teeOpen : style.tee) : isParent ? style.lastOpen : style.last;
    return bars.join('') + sign + text;
  });
}
