import { ForeignFileError, readForeignFile, removeForeignFile, writeForeignFile } from './foreignFile.ts';
import { isEmptyJson } from './jsonEdit.ts';
import { addJsonItem, removeJsonItem } from './jsonItem.ts';

/**
 * Has Claude Code leave the tools of an MCP server out, wherever the server was registered: where a rule denies a whole
 * server, their definitions are not sent (2.1.329, `test/clients/claudeCodeServers.test.ts`). `file` holds the settings of one
 * project; `server` is named as in its tools. A person asks for this, so it is not journalled and outlives us. Returns how
 * to take it back; `undefined` when the rule was there already. Throws ForeignFileError where the file cannot be edited.
 */
export async function disableServer(file: string, server: string): Promise<(() => Promise<void>) | undefined> {
  const edit = addJsonItem((await readForeignFile(file)) ?? '', ['permissions', 'deny'], `mcp__${server}`);
  if (edit.kind === 'present') return undefined;
  if (edit.kind === 'refused') throw refusal(file, edit.problem);
  const madeFolders = await writeForeignFile(file, edit.text);
  return async () => {
    const now = await readForeignFile(file);
    if (now === undefined) return;
    const undo = removeJsonItem(now, edit.change);
    if (undo.kind !== 'undone') throw refusal(file, undo.kind === 'refused' ? undo.problem : undo.value);
    if (isEmptyJson(undo.text)) await removeForeignFile(file, madeFolders);
    else await writeForeignFile(file, undo.text);
  };
}

function refusal(file: string, problem: string): ForeignFileError {
  return new ForeignFileError(`${file} is ${problem}, so it is left alone. Correct the file and try again.`);
}
