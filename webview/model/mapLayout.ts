import type { CompositionGroup, CompositionItem } from './composition.ts';
import type { KindGroup } from './kinds.ts';
import { type Rectangle, squarify } from './treemap.ts';

export interface MapTile {
  readonly group: KindGroup;
  readonly item: CompositionItem;
  readonly box: Rectangle;
}

export interface MapHeading {
  readonly group: KindGroup;
  readonly tokens: number;
  readonly box: Rectangle;
}

export interface MapLayout {
  readonly headings: readonly MapHeading[];
  readonly tiles: readonly MapTile[];
}

const headingHeight = 20;
const gutter = 8;
const minimumWidth = 46;

/** Columns in request order; kinds that share a column stand above each other, those in one row beside each other. */
const columnPlan: readonly (readonly (readonly KindGroup[])[])[] = [
  [['tools']],
  [['system'], ['assistant'], ['user', 'images', 'other']],
  [['results']],
];

interface Row {
  readonly groups: readonly CompositionGroup[];
  readonly tokens: number;
}

/** The map of a context. Column widths make up for the headings, so areas stay proportional over the whole map. */
export function layOutMap(groups: readonly CompositionGroup[], width: number, height: number): MapLayout {
  const columns = columnPlan
    .map(rows => rows.map(names => gatherRow(groups, names)).filter(row => row.tokens > 0))
    .filter(rows => rows.length > 0);
  const needs = columns.map(rows => sumTokens(rows) / Math.max(1, height - rows.length * headingHeight));
  const allNeeds = needs.reduce((sum, need) => sum + need, 0);
  const free = width - gutter * (columns.length - 1);
  const layout: { headings: MapHeading[]; tiles: MapTile[] } = { headings: [], tiles: [] };
  let x = 0;
  for (const [index, rows] of columns.entries()) {
    const columnWidth = (free * (needs[index] ?? 0)) / allNeeds;
    placeColumn(rows, { x, y: 0, width: columnWidth, height }, layout);
    x += columnWidth + gutter;
  }
  return layout;
}

function gatherRow(groups: readonly CompositionGroup[], names: readonly KindGroup[]): Row {
  const own = groups.filter(({ group }) => names.includes(group));
  return { groups: own, tokens: own.reduce((sum, { tokens }) => sum + tokens, 0) };
}

function sumTokens(rows: readonly Row[]): number {
  return rows.reduce((sum, row) => sum + row.tokens, 0);
}

function placeColumn(
  rows: readonly Row[],
  column: Rectangle,
  layout: { headings: MapHeading[]; tiles: MapTile[] },
): void {
  const room = column.height - rows.length * headingHeight;
  const all = sumTokens(rows);
  let y = 0;
  for (const row of rows) {
    const height = (room * row.tokens) / all;
    placeRow(row, { ...column, y, height: height + headingHeight }, layout);
    y += height + headingHeight;
  }
}

function placeRow(row: Row, box: Rectangle, layout: { headings: MapHeading[]; tiles: MapTile[] }): void {
  const widths = shareWidth(
    row.groups.map(group => group.tokens),
    box.width - gutter * (row.groups.length - 1),
  );
  let x = box.x;
  for (const [index, { group, tokens, items }] of row.groups.entries()) {
    const width = widths[index] ?? 0;
    layout.headings.push({ group, tokens, box: { x, y: box.y, width, height: headingHeight } });
    const inside = { x, y: box.y + headingHeight, width, height: Math.max(0, box.height - headingHeight - 4) };
    const tiles = squarify(items, item => item.tokens, inside);
    layout.tiles.push(...tiles.map(tile => ({ group, item: tile.item, box: tile.box })));
    x += width + gutter;
  }
}

/** Shares a row's width by tokens, but leaves every kind room for its heading. */
function shareWidth(tokens: readonly number[], width: number): readonly number[] {
  const least = Math.min(minimumWidth, width / Math.max(1, tokens.length));
  const spare = width - least * tokens.length;
  const sum = tokens.reduce((total, each) => total + each, 0);
  return tokens.map(each => least + (spare * each) / sum);
}
