import { UsageError } from '../process/engineFlags.ts';
import type { ExchangeSummary } from '../shared/records.ts';
import type { Command } from './command.ts';
import { parseFlags, textFlag } from './flags.ts';
import { withRecordedViews } from './recordedViews.ts';

const defaultLimit = 20;

export const metrics: Command = {
  usage: '[--limit N] [--store URL] [--json]',
  summary: 'Lists the newest exchanges.',
  flags: [
    '--limit N                      How many, 20 by default.',
    "--store URL                    The store to read instead of the running engine's.",
    '--json                         One JSON document.',
  ],
  async run(args, terminal) {
    const parsed = parseFlags(args, { own: { limit: 'text', store: 'text' }, words: 0 });
    const limit = readLimit(textFlag(parsed, 'limit'));
    const exchanges = await withRecordedViews(textFlag(parsed, 'store'), terminal, views => views.metrics(limit));
    if (parsed.own.json === true) terminal.print(`${JSON.stringify(exchanges, null, 2)}\n`);
    else if (exchanges.length === 0) terminal.print('No exchanges are recorded yet.\n');
    else for (const exchange of exchanges) terminal.print(`${line(exchange)}\n`);
    return 0;
  },
};

function readLimit(given: string | undefined): number {
  const limit = given === undefined ? defaultLimit : Number(given);
  if (Number.isInteger(limit) && limit >= 1 && limit <= 1000) return limit;
  throw new UsageError(`--limit is "${given}". Give a whole number from 1 to 1000.`);
}

function line({ startedAt, model, tokensBefore, tokensAfter, title }: ExchangeSummary): string {
  return `${new Date(startedAt).toISOString()}  ${model}  ${tokensBefore} -> ${tokensAfter} tokens  ${title}`;
}
