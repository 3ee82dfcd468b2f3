import { writeFile } from 'node:fs/promises';
import { gatherReport } from '../process/gatherReport.ts';
import { reportHtml } from '../shared/reportHtml.ts';
import type { Command } from './command.ts';
import { parseFlags, textFlag } from './flags.ts';
import { withStore } from './openStoreFor.ts';

export const report: Command = {
  usage: '[--store URL] [--conversation ID] [--out FILE.html] [--json]',
  summary: 'Writes a report as one HTML file that opens offline: waste, cache, dearest requests, what to do.',
  flags: [
    '--store URL                    The store to read.',
    '--conversation ID              Only this conversation.',
    '--out FILE                     Where the report goes; the standard output when absent.',
    '--json                         The same figures as one JSON document.',
  ],
  async run(args, terminal) {
    const parsed = parseFlags(args, { own: { store: 'text', conversation: 'text', out: 'text' }, words: 0 });
    const conversation = textFlag(parsed, 'conversation');
    const scope = conversation === undefined ? {} : { conversation };
    const made = await withStore(textFlag(parsed, 'store'), terminal, store => gatherReport(store, scope, Date.now()));
    const text = parsed.own.json === true ? `${JSON.stringify(made, null, 2)}\n` : reportHtml(made);
    const out = textFlag(parsed, 'out');
    if (out === undefined) terminal.print(text);
    else await writeFile(out, text);
    return 0;
  },
};
