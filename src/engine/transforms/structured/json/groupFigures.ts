import { withThousands } from '../../marker.ts';
import { describeFacets } from '../facets.ts';
import type { JsonArray, JsonNode } from './jsonNodes.ts';
import { toRowTable } from './jsonRowTable.ts';
import { tabulate } from './jsonTable.ts';

const leastItems = 20;
const maxGroups = 4;

/** Figures over lists that occur once per record, such as the messages of every file, and over what long mixed lists hold. */
export function describeGroups(text: string, roots: readonly JsonNode[]): string[] {
  const groups = new Map<string, JsonArray[]>();
  for (const root of roots) collectLists(root, '', groups);
  return [...groups]
    .map(([path, lists]) => describeGroup(text, path, lists))
    .filter(line => line !== undefined)
    .slice(0, maxGroups);
}

function describeGroup(text: string, path: string, lists: readonly JsonArray[]): string | undefined {
  const items = lists.flatMap(list => list.items);
  if (items.length < leastItems) return undefined;
  const kinds = countKinds(items);
  if (kinds.size > 1) {
    const counts = [...kinds].map(([kind, count]) => `${withThousands(count)} ${plurals[kind]}`);
    return `${path === '' ? 'the list' : path} holds ${counts.join(', ')}`;
  }
  // A single list carries its figures itself.
  if (lists.length < 2 || !kinds.has('object')) return undefined;
  const table = tabulate(items, text);
  const facets = table === undefined ? '' : describeFacets(toRowTable(text, table, undefined));
  return facets === '' ? undefined : `${path}: ${facets}`;
}

const plurals: Readonly<Record<JsonNode['kind'], string>> = {
  string: 'strings',
  number: 'numbers',
  literal: 'nulls or booleans',
  array: 'lists',
  object: 'objects',
};

function countKinds(items: readonly JsonNode[]): ReadonlyMap<JsonNode['kind'], number> {
  const kinds = new Map<JsonNode['kind'], number>();
  for (const { kind } of items) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  return kinds;
}

function collectLists(node: JsonNode, path: string, groups: Map<string, JsonArray[]>): void {
  if (node.kind === 'array') {
    const group = groups.get(path);
    if (group === undefined) groups.set(path, [node]);
    else group.push(node);
    for (const item of node.items) collectLists(item, `${path}[]`, groups);
  } else if (node.kind === 'object') {
    node.values.forEach((value, i) => {
      collectLists(value, `${path}.${node.keys[i] ?? ''}`, groups);
    });
  }
}
