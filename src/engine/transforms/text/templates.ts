import { isLevelWord } from './severity.ts';
import { isCode, isValueLike, tokenize } from './tokens.ts';

/** Fixed text with holes: `parts` has one entry more than there are values. */
export interface Template {
  readonly parts: readonly string[];
  readonly lines: number;
}

export interface Filled {
  /** Index into the templates. */
  readonly template: number;
  readonly values: readonly string[];
}

export interface MinedTemplates {
  readonly templates: readonly Template[];
  /** One entry per text; `undefined` for a text that fits no template. */
  readonly filled: readonly (Filled | undefined)[];
}

/**
 * Finds the templates of a log in the manner of Drain: texts with equal numbers of tokens and the same first word are
 * compared token by token. Unlike Drain it does not depend on the order of the lines: frequent shapes found clusters first.
 * Linear in the text, since a cluster search looks at no more than `maxClusters` candidates.
 */
export function mineTemplates(texts: readonly string[]): MinedTemplates {
  const shapes = collectShapes(texts);
  const clusters = clusterShapes(shapes, texts.length);
  const templates: Template[] = [];
  const filled = new Array<Filled | undefined>(texts.length);
  for (const cluster of clusters) fillCluster(cluster, templates, filled);
  return { templates, filled };
}

const maxTokens = 64;
const maxClusters = 48;
const hole = '\u0000';

/** Texts whose tokens are equal after values have been masked. */
interface Shape {
  readonly masked: readonly string[];
  readonly members: { readonly index: number; readonly tokens: readonly string[] }[];
}

interface Cluster {
  masked: string[];
  readonly shapes: Shape[];
  /** Founded by a frequent shape: it takes in what fits its holes, and no more holes are torn into it. */
  readonly closed: boolean;
}

function collectShapes(texts: readonly string[]): Shape[] {
  const shapes = new Map<string, Shape>();
  texts.forEach((text, index) => {
    const tokens = tokenize(text);
    if (tokens.length > maxTokens) return;
    const masked = tokens.map(token => (isValueLike(token) ? hole : token));
    const key = masked.join(' ');
    const shape = shapes.get(key);
    if (shape === undefined) shapes.set(key, { masked, members: [{ index, tokens }] });
    else shape.members.push({ index, tokens });
  });
  return [...shapes.values()];
}

function clusterShapes(shapes: readonly Shape[], texts: number): Cluster[] {
  const frequent = Math.max(6, texts * 0.01);
  const byFrequency = [...shapes].sort((a, b) => b.members.length - a.members.length);
  const buckets = new Map<string, Cluster[]>();
  const clusters: Cluster[] = [];
  for (const shape of byFrequency) {
    const key = bucketKey(shape.masked);
    const bucket = buckets.get(key) ?? [];
    buckets.set(key, bucket);
    const isFrequent = shape.members.length >= frequent;
    const home = isFrequent ? undefined : mostSimilar(bucket, shape.masked);
    if (home !== undefined) {
      home.masked = home.masked.map((token, i) => (token === shape.masked[i] ? token : hole));
      home.shapes.push(shape);
      continue;
    }
    const cluster = { masked: [...shape.masked], shapes: [shape], closed: isFrequent };
    clusters.push(cluster);
    if (bucket.length < maxClusters) bucket.push(cluster);
  }
  return clusters;
}

/** Number of tokens, the first word, and the first error code, if any. */
function bucketKey(masked: readonly string[]): string {
  const first = masked.find(token => token !== '') ?? '';
  return `${masked.length} ${first} ${masked.find(isCode) ?? ''}`;
}

const leastSimilarity = 0.6;

function mostSimilar(bucket: readonly Cluster[], masked: readonly string[]): Cluster | undefined {
  let best: Cluster | undefined;
  let bestSimilarity = leastSimilarity;
  for (const cluster of bucket) {
    const similarity = similarityOf(cluster.masked, masked);
    if (cluster.closed && similarity < 1) continue;
    if (similarity > bestSimilarity) [best, bestSimilarity] = [cluster, similarity];
  }
  return best;
}

/** Share of equal tokens; 0 when the texts differ in a level such as `error` against `info`. */
function similarityOf(cluster: readonly string[], masked: readonly string[]): number {
  let equal = 0;
  let words = 0;
  for (let i = 0; i < masked.length; i++) {
    const mine = masked[i] ?? '';
    const theirs = cluster[i] ?? '';
    if (mine === theirs || theirs === hole) {
      equal += 1;
      if (mine === theirs && /[A-Za-z]{2}/.test(mine)) words += 1;
    } else if (mine === '' || theirs === '' || isLevelWord(mine) || isLevelWord(theirs)) return 0;
  }
  return words === 0 ? 0 : equal / masked.length;
}

function fillCluster(cluster: Cluster, templates: Template[], filled: (Filled | undefined)[]): void {
  const members = cluster.shapes.flatMap(shape => shape.members).sort((a, b) => a.index - b.index);
  const first = members[0];
  if (first === undefined) return;
  const varying = first.tokens.map((token, i) => members.some(member => member.tokens[i] !== token));
  const affixes = varying.map((varies, i) =>
    varies ? commonAffixes(members.map(member => member.tokens[i] ?? '')) : undefined,
  );
  const template = templates.length;
  templates.push({ parts: joinParts(first.tokens, affixes), lines: members.length });
  for (const { index, tokens } of members) {
    const values: string[] = [];
    affixes.forEach((affix, i) => {
      const token = tokens[i] ?? '';
      if (affix !== undefined) values.push(token.slice(affix.prefix.length, token.length - affix.suffix.length));
    });
    filled[index] = { template, values };
  }
}

interface Affixes {
  readonly prefix: string;
  readonly suffix: string;
}

function joinParts(tokens: readonly string[], affixes: readonly (Affixes | undefined)[]): string[] {
  const parts: string[] = [''];
  tokens.forEach((token, i) => {
    const affix = affixes[i];
    const space = i === 0 ? '' : ' ';
    const last = parts.length - 1;
    if (affix === undefined) {
      parts[last] += space + token;
      return;
    }
    parts[last] += space + affix.prefix;
    parts.push(affix.suffix);
  });
  return parts;
}

/** What all values begin and end with, cut at word borders so that no number or name is torn apart. */
function commonAffixes(values: readonly string[]): Affixes {
  const first = values[0] ?? '';
  if (values.some(value => value.includes(' '))) return { prefix: '', suffix: '' };
  let prefix = first.length;
  let suffix = first.length;
  for (const value of values) {
    prefix = Math.min(prefix, sharedStart(first, value));
    suffix = Math.min(suffix, sharedEnd(first, value));
  }
  while (prefix > 0 && !endsAtBorder(first, prefix)) prefix -= 1;
  if (first.slice(0, prefix) === '/') prefix = 0;
  const shortest = values.reduce((least, value) => Math.min(least, value.length), first.length);
  suffix = Math.min(suffix, shortest - prefix);
  while (suffix > 0 && !startsAtBorder(first, first.length - suffix, values, suffix)) suffix -= 1;
  if (prefix + suffix >= shortest) suffix = Math.max(0, shortest - prefix - 1);
  if (prefix >= shortest) return { prefix: '', suffix: '' };
  while (suffix > 0 && !startsAtBorder(first, first.length - suffix, values, suffix)) suffix -= 1;
  return { prefix: first.slice(0, prefix), suffix: suffix === 0 ? '' : first.slice(first.length - suffix) };
}

/** Strong borders only: a part of an address, a version or a time would read like another one. */
function endsAtBorder(first: string, end: number): boolean {
  const last = first[end - 1] ?? '';
  if (last === ':') return !/\d/.test(first[end - 2] ?? '');
  return '/\\=([{<"\'`@#,;|'.includes(last);
}

/** A suffix may start at punctuation, or with letters when every value before it ends in a digit (`34ms`). */
function startsAtBorder(first: string, at: number, values: readonly string[], suffix: number): boolean {
  const head = first[at] ?? '';
  if (head === '.') return /[A-Za-z]/.test(first[at + 1] ?? '');
  if (/[A-Za-z]/.test(head)) return values.every(value => /\d/.test(value[value.length - suffix - 1] ?? ''));
  return '/\\=()[]{}<>"\'`@#,;|:%'.includes(head);
}

function sharedStart(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let n = 0;
  while (n < most && a[n] === b[n]) n += 1;
  return n;
}

function sharedEnd(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let n = 0;
  while (n < most && a[a.length - 1 - n] === b[b.length - 1 - n]) n += 1;
  return n;
}
