import type { Item } from './corpus.ts';

/** Something planted, to see whether it survives. */
export interface Needle {
  readonly disguise: Disguise;
  readonly text: string;
}

export const disguises = ['error', 'ordinary', 'changed duplicate'] as const;
export type Disguise = (typeof disguises)[number];

const depths = [0, 0.25, 0.5, 0.75, 1];

export interface Haystack {
  readonly item: Item;
  readonly needles: readonly Needle[];
}

/** Plants a disguise at five depths; `undefined` where the text has neither rows nor lines to hide among. */
export function plant(item: Item, disguise: Disguise): Haystack | undefined {
  const planted = plantInJson(item.text, disguise) ?? plantInLines(item.text, disguise);
  return planted === undefined ? undefined : { item: { ...item, text: planted.text }, needles: planted.needles };
}

interface Planted {
  readonly text: string;
  readonly needles: readonly Needle[];
}

function plantInLines(text: string, disguise: Disguise): Planted | undefined {
  const lines = text.split('\n');
  const isStructured = /^\s*[[{<]/.test(text) && !/^\[[A-Z]/.test(text);
  if (lines.length < 40 || isStructured || lines.every(line => !line.includes(' ') && !line.includes(',')))
    return undefined;
  const needles: Needle[] = [];
  for (const [i, depth] of depths.entries()) {
    const at = Math.min(lines.length - 2, Math.max(2, Math.round(depth * lines.length)));
    const mark = text.startsWith('diff --git') && disguise === 'error' ? '+' : '';
    const needle = mark + disguiseLine(lines[at - 1] ?? '', disguise, i);
    lines.splice(at, 0, needle);
    needles.push({ disguise, text: needle });
  }
  return { text: lines.join('\n'), needles };
}

function disguiseLine(neighbour: string, disguise: Disguise, i: number): string {
  if (disguise === 'error') return `ERROR ${names[i]}: ${failures[i]}`;
  const changed = disguise === 'ordinary' ? `ndl${names[i]}` : String(7_310_021 + i * 977);
  const words = neighbour.match(/[\w.-]{3,}/g) ?? [];
  const longest = words.reduce((best, word) => (word.length > best.length ? word : best), '');
  return longest === '' ? `note ${changed}` : neighbour.replace(longest, changed);
}

/** Failures of different kinds, since of one kind only the first and the last are sure to stay. */
const failures = [
  'connection refused by peer 10.9.8.7',
  'lease of a shard lost after 37 retries',
  'cannot write block 991: no space left on device',
  'checksum mismatch in segment seventeen',
  'worker killed by signal 9',
];
const names = ['kestrel', 'walrus', 'ibex', 'marmot', 'heron'];

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Plants records in the longest list of objects of one JSON document, keeping its indentation. */
function plantInJson(text: string, disguise: Disguise): Planted | undefined {
  const root = parse(text);
  const list = root === undefined ? undefined : longestList(root);
  if (root === undefined || list === undefined || list.length < 8) return undefined;
  const needles: Needle[] = [];
  for (const [i, depth] of depths.entries()) {
    const at = Math.min(list.length - 1, Math.max(1, Math.round(depth * list.length)));
    const mark = disguise === 'changed duplicate' ? String(7_310_021 + i * 977) : `ndl-${names[i]}`;
    const record = disguiseRecord(list[at - 1] ?? {}, disguise, mark, failures[i] ?? '');
    list.splice(at, 0, record);
    needles.push({ disguise, text: mark });
  }
  const indent = /^[[{]\r?\n( +|\t)/.exec(text)?.[1];
  return { text: JSON.stringify(root, null, indent), needles };
}

type JsonRecord = { [key: string]: Json };

function disguiseRecord(neighbour: JsonRecord, disguise: Disguise, mark: string, failure: string): JsonRecord {
  const record = structuredClone(neighbour);
  const textKey = Object.keys(record).find(key => typeof record[key] === 'string') ?? 'note';
  const numberKey = Object.keys(record).find(key => typeof record[key] === 'number');
  if (disguise === 'error') record[textKey] = `ERROR ${mark}: ${failure}`;
  else if (disguise === 'changed duplicate' && numberKey !== undefined) record[numberKey] = Number(mark);
  else record[textKey] = mark;
  return record;
}

function parse(text: string): Json | undefined {
  try {
    const value: Json = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}

function longestList(value: Json): JsonRecord[] | undefined {
  let longest: JsonRecord[] | undefined;
  const visit = (node: Json): void => {
    if (Array.isArray(node)) {
      if (node.length > (longest?.length ?? 0) && node.every(isRecord)) longest = node;
      node.forEach(visit);
    } else if (isRecord(node)) Object.values(node).forEach(visit);
  };
  visit(value);
  return longest;
}

function isRecord(node: Json): node is JsonRecord {
  return typeof node === 'object' && node !== null && !Array.isArray(node);
}
