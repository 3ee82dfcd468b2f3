import { quoteUnlessPlain } from '../quoteUnlessPlain.ts';
import type { DescribedColumn } from './describeColumns.ts';
import type { PathStep } from './jsonSchema.ts';

/** The header of a table: columns below one key share it, as in `a{b,c=1},d.e,f[0.g,1.g]`. Marked ones end with `*`. */
export function writeHeads(
  columns: readonly DescribedColumn[],
  isMarked: (column: DescribedColumn) => boolean,
  depth = 0,
): string {
  const heads: string[] = [];
  for (let i = 0; i < columns.length; ) {
    const step = columns[i]?.path[depth];
    const next = columns.findIndex(({ path }, at) => at > i && (path[depth] !== step || path.length === depth + 1));
    const end = next < 0 ? columns.length : next;
    heads.push(writeHead(columns.slice(i, end), isMarked, depth));
    i = end;
  }
  return heads.join(',');
}

/** Columns that begin with the same steps. */
function writeHead(
  columns: readonly DescribedColumn[],
  isMarked: (column: DescribedColumn) => boolean,
  depth: number,
): string {
  const [first] = columns;
  const name = stepName(first?.path[depth] ?? '');
  if (first?.path.length === depth + 1) return `${name}${describe(first)}${isMarked(first) ? '*' : ''}`;
  const below = writeHeads(columns, isMarked, depth + 1);
  if (typeof first?.path[depth + 1] === 'number') return `${name}[${below}]`;
  return columns.length === 1 ? `${name}.${below}` : `${name}{${below}}`;
}

function describe({ isText, affixes, constant, alias }: DescribedColumn): string {
  if (alias !== undefined) return `==${pathName(alias.path)}`;
  if (affixes !== undefined) return `=${affixes.prefix}{}${affixes.suffix}`;
  return `${isText ? ':text' : ''}${constant === undefined ? '' : `=${writeConstant(constant, isText)}`}`;
}

/** Brackets would end the keys around it. */
function writeConstant(value: string, isText: boolean): string {
  if (!value.startsWith('"')) return value;
  const content = value.slice(1, -1);
  return /[{}[\]*]/.test(content) ? value : quoteUnlessPlain(content, isText);
}

/** `conditions[0].type`: how notes and figures name a column. */
export function pathName(path: readonly PathStep[]): string {
  return path
    .map((step, i) => (typeof step === 'number' ? `[${step}]` : `${i === 0 ? '' : '.'}${stepName(step)}`))
    .join('');
}

function stepName(step: PathStep): string {
  return typeof step === 'number' || /^[\w$@/ -]+$/.test(step) ? `${step}` : `"${step}"`;
}
