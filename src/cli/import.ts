import { existsSync } from 'node:fs';
import { transcriptsFolder } from '../importing/claudeCode/findTranscripts.ts';
import { UsageError } from '../process/engineFlags.ts';
import { HistoryJobs } from '../process/history/historyJobs.ts';
import { programFiles } from '../process/programFiles.ts';
import type { HistoryJob } from '../shared/history.ts';
import { type Command, CommandError } from './command.ts';
import { parseFlags, textFlag } from './flags.ts';
import { withStore } from './openStoreFor.ts';

export const importTranscripts: Command = {
  usage: '[FOLDER|FILE.jsonl] [--days N] [--store URL] [--json]',
  summary:
    "Reads Claude Code's transcripts into the store, for reports and the Context MRI; the files stay as they are.",
  flags: [
    '--days N                       Only transcripts that changed in the last N days (7 when absent).',
    '--store URL                    The store to write.',
    '--json                         One JSON document.',
  ],
  async run(args, terminal) {
    const parsed = parseFlags(args, { own: { days: 'text', store: 'text' }, words: 1 });
    const folder = parsed.words[0] ?? transcriptsFolder(terminal.environment);
    const days = readDays(textFlag(parsed, 'days'));
    // The usual folder may well be missing: then nobody used Claude Code here yet.
    if (parsed.words.length > 0 && !existsSync(folder)) {
      throw new CommandError(`There is no ${folder}. Give the path of a folder of transcripts, or of one.`);
    }
    const job = await withStore(textFlag(parsed, 'store'), terminal, async store => {
      const jobs = new HistoryJobs({
        store,
        workerUrl: programFiles(import.meta.url).historyWorker,
        folder,
        options: () => ({}),
        tell: () => {},
        now: Date.now,
      });
      jobs.startImport(days, folder);
      await jobs.settled();
      return jobs.current;
    });
    if (job === undefined || job.state !== 'done') {
      throw new CommandError(
        `The transcripts in ${folder} could not be imported: ${job?.message ?? 'nothing was done'}`,
      );
    }
    terminal.print(
      parsed.own.json === true ? `${JSON.stringify({ folder, ...job }, null, 2)}\n` : told(job, folder, days),
    );
    return 0;
  },
};

function readDays(text = '7'): number {
  const days = Number(text);
  if (Number.isFinite(days) && days > 0) return days;
  throw new UsageError(`--days is ${JSON.stringify(text)}. Give a number of days above 0.`);
}

function told({ conversations, requests, unreadLines }: HistoryJob, folder: string, days: number): string {
  if (conversations.all === 0) {
    return `No transcript in ${folder} changed in the last ${days} days. Give another folder, or more --days.\n`;
  }
  const cut = unreadLines === 0 ? '' : ` ${unreadLines} lines could not be read.`;
  return `Imported ${requests} requests of ${conversations.all} sessions from ${folder}.${cut} Look at them with: headroom report\n`;
}
