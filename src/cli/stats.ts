import type { Command } from './command.ts';
import { parseFlags, textFlag } from './flags.ts';
import { withRecordedViews } from './recordedViews.ts';

export const stats: Command = {
  usage: '[--store URL] [--json]',
  summary: 'Sums up everything that is recorded: requests, tokens saved, money, size of the store.',
  flags: [
    "--store URL                    The store to read instead of the running engine's.",
    '--json                         One JSON document.',
  ],
  async run(args, terminal) {
    const parsed = parseFlags(args, { own: { store: 'text' }, words: 0 });
    const summary = await withRecordedViews(textFlag(parsed, 'store'), terminal, views => views.stats());
    if (parsed.own.json === true) terminal.print(`${JSON.stringify(summary, null, 2)}\n`);
    else for (const [name, value] of Object.entries(summary)) terminal.print(`${name.padEnd(24)}${shown(value)}\n`);
    return 0;
  },
};

function shown(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
