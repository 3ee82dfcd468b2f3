// The small form of zod: this module is part of what the editor loads at its start.
import * as z from 'zod/mini';

/** A place in a JSON file: the keys that lead to it. */
const jsonChange = z.object({
  kind: z.literal('json'),
  path: z.array(z.string()).check(z.minLength(1)),
  /** The value's own text, as the file spelt it; absent when there was no such key. */
  before: z.optional(z.string()),
  /** How many of the objects around it are ours, because the file had none. */
  madeParents: z.int().check(z.gte(0)),
  /** Every value that we may have written there, newest last: a crash leaves open which one the file holds. */
  ours: z.array(z.string()),
});

/** An element that we added to an array of a JSON file. */
const itemChange = z.object({
  kind: z.literal('item'),
  /** The keys that lead to the array; none for a file that is an array itself. */
  path: z.array(z.string()),
  /** The element as JSON without white space. */
  item: z.string().check(z.minLength(1)),
  /** True when there was no such array. */
  madeArray: z.boolean(),
  /** As of a `json` change. */
  madeParents: z.int().check(z.gte(0)),
  /** Members that others may give the element, such as the name of a key: with them it is still ours. */
  mayGain: z.optional(z.array(z.string())),
});

const lineChange = z.object({ kind: z.literal('line'), line: z.string().check(z.minLength(1)) });

const change = z.discriminatedUnion('kind', [jsonChange, itemChange, lineChange]);

/** What a route needs for its end: who it led where, and where that client goes without us. */
const route = z.object({
  client: z.string(),
  /** The folder in which the client works. */
  folder: z.string(),
  port: z.int().check(z.gte(1), z.lte(65535)),
  /** Base URL that is effective without ours. */
  effectiveUrl: z.string(),
  /** Milliseconds since the epoch; set once clients were told to go on without us. */
  releasedAt: z.optional(z.number()),
});

export const journalEntrySchema = z.object({
  file: z.string().check(z.minLength(1)),
  /** Milliseconds since the epoch. */
  touchedAt: z.number(),
  /** The whole file before us; absent when there was none. */
  original: z.optional(z.string()),
  /** SHA-256 of every text that is the original with our changes and nobody else's. */
  pristine: z.array(z.string()),
  madeFolders: z.array(z.string()),
  changes: z.array(change),
  route: z.optional(route),
  /** The file of the route for whose sake this one was touched; without one, for the sake of all. */
  companionOf: z.optional(z.string()),
});

/** One foreign file that we touched: what was there, and what of it is ours. */
export type JournalEntry = z.infer<typeof journalEntrySchema>;
export type JsonChange = z.infer<typeof jsonChange>;
export type ItemChange = z.infer<typeof itemChange>;
export type RouteEntry = z.infer<typeof route>;
