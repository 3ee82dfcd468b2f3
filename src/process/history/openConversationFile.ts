import { z } from 'zod';
import { blockKinds, type ExchangeDetail } from '../../shared/records.ts';
import type { Recording } from '../../store/store.ts';
import { type ConversationFile, conversationFormat } from './redactConversation.ts';

/** What was given is no conversation, or one that this version cannot read. The message says which. */
export class ConversationFileError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ConversationFileError';
  }
}

const tokens = z.number().min(0);
const block = z.looseObject({
  position: z.int().min(0),
  kind: z.enum(blockKinds),
  message: z.int(),
  label: z.string(),
  hash: z.string(),
  bytes: tokens,
  tokensBefore: tokens,
  tokensAfter: tokens,
  wasteTokens: tokens,
});
const exchange = z.looseObject({
  id: z.string().min(1).max(200),
  conversation: z.string().min(1).max(200),
  project: z.string(),
  client: z.string(),
  provider: z.string(),
  model: z.string(),
  startedAt: z.number(),
  path: z.string(),
  status: z.int(),
  title: z.string(),
  verdict: z.string(),
  timings: z.looseObject({ addedMs: z.number(), totalMs: z.number() }),
  tokensBefore: tokens,
  tokensAfter: tokens,
  wasteTokens: tokens,
  errorBand: z.number(),
  blocks: z.array(block),
  receipts: z.array(z.looseObject({ block: z.int(), transform: z.string(), reason: z.string() })),
  waste: z.array(z.looseObject({ category: z.string(), tokens, place: z.string(), recommendation: z.string() })),
});
const file = z.object({
  format: z.literal(conversationFormat),
  version: z.literal(1),
  exchanges: z.array(exchange).min(1),
  texts: z.record(z.string(), z.string()),
});

/** Reads a saved conversation as recordings. Whatever it says of itself, it counts as a file's from here on. */
export function openConversationFile(text: string): readonly Recording[] {
  const { exchanges, texts } = parseFile(text);
  return exchanges.map(detail => ({
    exchange: { ...detail, origin: 'file' },
    texts: hashesIn(detail).flatMap(hash => {
      const known = texts[hash];
      return known === undefined ? [] : [{ hash, text: known }];
    }),
  }));
}

function parseFile(text: string): ConversationFile {
  const parsed = file.safeParse(parseJson(text));
  // What the schema leaves open only the panel shows, and it shows what is there.
  if (parsed.success) return parsed.data as unknown as ConversationFile;
  const [issue] = parsed.error.issues;
  const place = issue?.path.join('.') ?? '';
  throw new ConversationFileError(
    place === '' || place === 'format'
      ? 'This is not a conversation that Headroom saved. Save one in the Report of a panel.'
      : `This conversation cannot be read: ${place}: ${issue?.message}. It may be of another version of Headroom.`,
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function hashesIn({ blocks }: ExchangeDetail): readonly string[] {
  return blocks.flatMap(({ hash, replacementHash }) =>
    replacementHash === undefined ? [hash] : [hash, replacementHash],
  );
}
