import { z } from 'zod';

/** A place in a JSON file: the keys that lead to it. */
const jsonChange = z.object({
  kind: z.literal('json'),
  path: z.array(z.string()).min(1),
  /** The value's own text, as the file spelt it; absent when there was no such key. */
  before: z.string().optional(),
  /** How many of the objects around it are ours, because the file had none. */
  madeParents: z.int().min(0),
  /** Every value that we may have written there, newest last: a crash leaves open which one the file holds. */
  ours: z.array(z.string()),
});

const lineChange = z.object({ kind: z.literal('line'), line: z.string().min(1) });

const change = z.discriminatedUnion('kind', [jsonChange, lineChange]);

/** What a route needs for its end: who it led where, and where that client goes without us. */
const route = z.object({
  client: z.string(),
  /** The folder in which the client works. */
  folder: z.string(),
  port: z.int().min(1).max(65535),
  /** Base URL that is effective without ours. */
  effectiveUrl: z.string(),
  /** Milliseconds since the epoch; set once clients were told to go on without us. */
  releasedAt: z.number().optional(),
});

export const journalEntrySchema = z.object({
  file: z.string().min(1),
  /** Milliseconds since the epoch. */
  touchedAt: z.number(),
  /** The whole file before us; absent when there was none. */
  original: z.string().optional(),
  /** SHA-256 of every text that is the original with our changes and nobody else's. */
  pristine: z.array(z.string()),
  madeFolders: z.array(z.string()),
  changes: z.array(change),
  route: route.optional(),
});

/** One foreign file that we touched: what was there, and what of it is ours. */
export type JournalEntry = z.infer<typeof journalEntrySchema>;
export type JsonChange = z.infer<typeof jsonChange>;
export type RouteEntry = z.infer<typeof route>;
