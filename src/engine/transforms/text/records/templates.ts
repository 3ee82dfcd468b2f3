import { isLevelWord } from '../severity.ts';
import { holesOf, joinParts, type Member } from '../wording.ts';
import { splitByForm } from './splitByForm.ts';
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
  for (const cluster of clusters) {
    const members = cluster.shapes.flatMap(shape => shape.members).sort((a, b) => a.index - b.index);
    for (const group of splitByForm(members)) fillGroup(group, templates, filled);
  }
  return { templates, filled };
}

const maxTokens = 64;
const maxClusters = 48;
const hole = '\u0000';

/** Texts whose tokens are equal after values have been masked. */
interface Shape {
  readonly masked: readonly string[];
  readonly members: Member[];
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

function fillGroup(members: readonly Member[], templates: Template[], filled: (Filled | undefined)[]): void {
  const first = members[0];
  if (first === undefined) return;
  const holes = holesOf(members);
  const template = templates.length;
  templates.push({ parts: joinParts(first.tokens, holes), lines: members.length });
  for (const { index, tokens } of members) {
    const values: string[] = [];
    holes.forEach((hole, i) => {
      const token = tokens[i] ?? '';
      if (hole !== undefined) values.push(token.slice(hole.prefix.length, token.length - hole.suffix.length));
    });
    filled[index] = { template, values };
  }
}
