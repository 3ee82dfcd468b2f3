import { say } from '../../../../shared/sentences/say.ts';
import { omissionMarker, withThousands } from '../../marker.ts';
import { policyOf } from '../../profiles.ts';
import { readQuestion } from '../../relevance.ts';
import type { Transform } from '../../transform.ts';
import { mayOmit, TokenScale, tokenBudget } from '../budget.ts';
import { type ListedEntry, type Listing, readListings } from './listings.ts';

/** `ls -l` and `ls -lR`: every folder with its names, what is unusual in full. */
export const sampleListing: Transform = {
  id: 'sample_listing',
  summary: 'Keeps the names and sizes of a folder; modes, owners and dates go unless a file differs from the others.',
  grade: 'omission',
  apply: (subject, context) => {
    const { text } = subject;
    if (!mayOmit(text, context) || !/^[-dl][-rwxsStT]{9}/m.test(text.slice(0, 4000))) return undefined;
    const lines = text.split('\n');
    const listings = readListings(lines);
    if (listings === undefined) return undefined;
    const budget = tokenBudget(context.counter.count(text), context);
    if (budget === undefined) return undefined;
    const withSizes = policyOf(context.options).generosity >= 1;
    const usual = usualOf(listings.flatMap(listing => listing.entries));
    const anchors = readQuestion(subject.question)?.anchors ?? [];
    const isShownInFull = ({ line, mode, owner, group }: ListedEntry): boolean =>
      !usual.modes.has(mode) || `${owner} ${group}` !== usual.owner || anchors.some(anchor => line.includes(anchor));
    const scale = new TokenScale(text, context);
    const render = (most: number): string[] =>
      listings.flatMap(listing => renderListing(listing, { withSizes, most, isShownInFull }));
    const rows = firstThatFits(
      namesTried,
      render,
      out => out.reduce((sum, row) => sum + scale.of(row), 0) <= budget * 1.5,
    );
    const shown = new Set(rows);
    const marker = omissionMarker({
      omitted: lines.filter(line => line.trim() !== '' && !shown.has(line)).length,
      of: lines.length,
      unit: 'lines',
      kind: `modes, owners and dates; unless shown, ${[...usual.modes].join(' or ')} ${usual.owner}; / marks folders, * programs`,
      handle: context.handle,
    });
    const count = listings.reduce((sum, listing) => sum + listing.entries.length, 0);
    return { output: [marker, ...rows].join('\n'), reason: say('did.listing', { n: withThousands(count) }) };
  },
};

interface Usual {
  readonly modes: ReadonlySet<string>;
  readonly owner: string;
}

/** Modes that many entries of their type have, and the most frequent owner with its group. */
function usualOf(entries: readonly ListedEntry[]): Usual {
  const modes = countBy(entries.map(entry => entry.mode));
  const types = countBy(entries.map(entry => entry.mode.charAt(0)));
  const frequent = [...modes].filter(([mode, count]) => count >= Math.max(2, (types.get(mode.charAt(0)) ?? 0) * 0.03));
  const owners = [...countBy(entries.map(({ owner, group }) => `${owner} ${group}`))].sort((a, b) => b[1] - a[1]);
  return { modes: new Set(frequent.map(([mode]) => mode)), owner: owners[0]?.[0] ?? '' };
}

function countBy(values: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

interface Manner {
  readonly withSizes: boolean;
  /** Names per folder; what lies beyond is counted by kind. */
  readonly most: number;
  readonly isShownInFull: (entry: ListedEntry) => boolean;
}

const namesPerLine = 8;
/** Names per folder, until all folders together fit. */
const namesTried = [1000, 400, 250, 160, 100, 60, 40, 20];

function renderListing({ folder, total, entries }: Listing, { withSizes, most, isShownInFull }: Manner): string[] {
  const facts = [`${entries.length} entries`, ...(total === undefined ? [] : [total])].join(', ');
  const out = [`# ${folder ?? '.'} (${facts})`];
  const largest = new Set([...entries].sort((a, b) => bytesOf(b.size) - bytesOf(a.size)).slice(0, 3));
  const plain = entries.filter(entry => !isShownInFull(entry));
  const left = new Set(plain.slice(most));
  let names: string[] = [];
  const flush = (): void => {
    if (names.length > 0) out.push(names.join(', '));
    names = [];
  };
  for (const entry of entries) {
    if (left.has(entry)) continue;
    if (isShownInFull(entry)) {
      flush();
      out.push(entry.line);
      continue;
    }
    names.push(nameOf(entry, withSizes || largest.has(entry)));
    if (names.length === namesPerLine) flush();
  }
  flush();
  if (left.size > 0) out.push(`[… ${withThousands(left.size)} more entries: ${describeKinds([...left])}]`);
  return out;
}

/** A folder's own size says nothing, a link's neither. */
function nameOf({ mode, name, size }: ListedEntry, withSize: boolean): string {
  if (mode.startsWith('d')) return `${name}/`;
  if (mode.startsWith('l')) return name;
  return `${name}${mode.includes('x') ? '*' : ''}${withSize ? ` ${size}` : ''}`;
}

function describeKinds(entries: readonly ListedEntry[]): string {
  const kinds = countBy(entries.map(({ mode, name }) => (mode.startsWith('d') ? 'folders' : extensionOf(name))));
  return [...kinds]
    .sort((a, b) => b[1] - a[1])
    .slice(0, 5)
    .map(([kind, count]) => `${kind} ${count}`)
    .join(', ');
}

function extensionOf(name: string): string {
  return /(?<=[^.])\.\w{1,8}$/.exec(name)?.[0] ?? 'no extension';
}

/** `1.2K` is larger than `900`. */
export function bytesOf(size: string): number {
  const [, number = '0', unit = ''] = /^([\d.]+)([KMGTP]?)/.exec(size) ?? [];
  return Number(number) * 1024 ** ' KMGTP'.indexOf(unit || ' ');
}

function firstThatFits(
  sizes: readonly number[],
  render: (most: number) => string[],
  fits: (rows: string[]) => boolean,
): string[] {
  let rows: string[] = [];
  for (const most of sizes) {
    rows = render(most);
    if (fits(rows)) return rows;
  }
  return rows;
}
