import { ForeignFileError, readForeignFile, removeForeignFile, writeForeignFile } from './foreignFile.ts';
import type { Journal } from './journal.ts';
import type { ItemChange } from './journalEntry.ts';
import { isEmptyJson } from './jsonEdit.ts';
import { addJsonItem, removeJsonItem } from './jsonItem.ts';

/**
 * Has Claude Code leave the tools of an MCP server out, wherever the server was registered: where a rule denies a whole
 * server, their definitions are not sent (2.1.329, `test/clients/claudeCodeServers.test.ts`). `file` holds the settings of one
 * project; `server` is named as in its tools. A person asks for this, so it is not journalled and outlives us; the journal's
 * lock keeps it apart from the routes that lie in the same file. Returns how to take it back; `undefined` when the rule was
 * there already. Throws ForeignFileError where the file cannot be edited.
 */
export function disableServer(
  journal: Journal,
  file: string,
  server: string,
): Promise<(() => Promise<void>) | undefined> {
  return journal.exclusively(async () => {
    const before = await readForeignFile(file);
    const edit = addJsonItem(before ?? '', ['permissions', 'deny'], `mcp__${server}`);
    if (edit.kind === 'present') return undefined;
    if (edit.kind === 'refused') throw refusal(file, edit.problem);
    const madeFolders = await writeForeignFile(file, edit.text);
    const isOurs = before === undefined;
    return () => journal.exclusively(() => enableAgain(file, { change: edit.change, isOurs, madeFolders }));
  });
}

async function enableAgain(file: string, { change, isOurs, madeFolders }: DisabledIn): Promise<void> {
  const text = await readForeignFile(file);
  if (text === undefined) return;
  const undo = removeJsonItem(text, change);
  if (undo.kind !== 'undone') throw refusal(file, undo.kind === 'refused' ? undo.problem : undo.value);
  if (isOurs && isEmptyJson(undo.text)) await removeForeignFile(file, madeFolders);
  else await writeForeignFile(file, undo.text);
}

interface DisabledIn {
  readonly change: ItemChange;
  /** True when there was no such file. */
  readonly isOurs: boolean;
  readonly madeFolders: readonly string[];
}

function refusal(file: string, problem: string): ForeignFileError {
  return new ForeignFileError(`${file} is ${problem}, so it is left alone. Correct the file and try again.`);
}
