import { withThousands } from '../marker.ts';
import { type ColumnProfile, profileColumn, type RowTable } from './rowTable.ts';

const maxValues = 16;
const maxColumns = 10;

/** Exact figures over all rows, kept or not: how often each value occurs, and from where to where numbers go. */
export function describeFacets(
  table: RowTable,
  profiles: readonly ColumnProfile[] = table.columns.map(profileColumn),
): string {
  const facets = profiles.map(describeFacet).filter(facet => facet !== undefined);
  return facets.length === 0 ? '' : `over all ${withThousands(table.count)}: ${facets.slice(0, maxColumns).join('; ')}`;
}

function describeFacet(profile: ColumnProfile): string | undefined {
  const { name } = profile.column;
  switch (profile.kind) {
    case 'category':
      return profile.counts.size === 0 ? undefined : `${name} ${describeCounts(profile.counts)}`;
    case 'numbers':
    case 'sequence':
      return `${name} ${describeRange(profile.column.values, profile.numbers)}`;
    default:
      return undefined;
  }
}

function describeCounts(counts: ReadonlyMap<string, number>): string {
  // Sorting is stable, so equally frequent values stay in order of appearance.
  const byCount = [...counts].sort((a, b) => b[1] - a[1]);
  const shown = byCount.slice(0, maxValues).map(([value, count]) => `${value === '' ? '""' : value} ×${count}`);
  const rest = byCount.slice(maxValues);
  if (rest.length === 0) return shown.join(', ');
  const restCount = rest.reduce((sum, [, count]) => sum + count, 0);
  return `${shown.join(', ')}, ${rest.length} other values ×${restCount}`;
}

/** Lowest and highest value as spelled. */
function describeRange(values: readonly (string | undefined)[], numbers: readonly number[]): string {
  let lowest = -1;
  let highest = -1;
  numbers.forEach((value, i) => {
    if (Number.isNaN(value)) return;
    if (lowest < 0 || value < (numbers[lowest] ?? 0)) lowest = i;
    if (highest < 0 || value > (numbers[highest] ?? 0)) highest = i;
  });
  return `${values[lowest] ?? ''}..${values[highest] ?? ''}`;
}
