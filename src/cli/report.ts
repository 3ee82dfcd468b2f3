import { chmod, writeFile } from 'node:fs/promises';
import { reportHtml } from '../shared/reportHtml.ts';
import { type Command, CommandError } from './command.ts';
import { parseFlags, textFlag } from './flags.ts';
import { withRecordedViews } from './recordedViews.ts';

export const report: Command = {
  usage: '[--store URL] [--conversation ID] [--out FILE.html] [--json]',
  summary: 'Writes a report as one HTML file that opens offline: waste, cache, dearest requests, what to do.',
  flags: [
    "--store URL                    The store to read instead of the running engine's.",
    '--conversation ID              Only this conversation.',
    '--out FILE                     Where the report goes; the standard output when absent.',
    '--json                         The same figures as one JSON document.',
  ],
  async run(args, terminal) {
    const parsed = parseFlags(args, { own: { store: 'text', conversation: 'text', out: 'text' }, words: 0 });
    const conversation = textFlag(parsed, 'conversation');
    const scope = conversation === undefined ? {} : { conversation };
    const made = await withRecordedViews(textFlag(parsed, 'store'), terminal, views => views.report(scope));
    if (conversation !== undefined && made.requests === 0) {
      throw new CommandError(
        `No request of a conversation "${conversation}" is recorded. headroom metrics --json lists conversations by their id.`,
      );
    }
    const text = parsed.own.json === true ? `${JSON.stringify(made, null, 2)}\n` : reportHtml(made);
    const out = textFlag(parsed, 'out');
    if (out === undefined) terminal.print(text);
    else await writeReport(out, text);
    return 0;
  },
};

/** A report tells what somebody works on, so it is its owner's alone, also where an older one of other rights lies. */
async function writeReport(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, '', { mode: 0o600 });
    await chmod(path, 0o600);
    await writeFile(path, text);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const reason = reasons[code] ?? (error instanceof Error ? error.message : String(error));
    throw new CommandError(
      `The report cannot be written to ${path}: ${reason}. Give the path of a file in a folder that is yours.`,
      { cause: error },
    );
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'the folder does not exist',
  ENOTDIR: 'a part of the path is no folder',
  EISDIR: 'that is a folder',
  EACCES: 'that may not be written',
  EPERM: 'that may not be written',
  EROFS: 'the disk can only be read',
  ENOSPC: 'the disk is full',
};
