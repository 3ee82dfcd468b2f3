import type { LineRange } from './lineRange.ts';

/** Which file a tool call shows, and which ones it changes. */
export interface FileUse {
  readonly read?: { readonly path: string; readonly lines: LineRange };
  readonly writes: readonly string[];
  /** Files were changed, and nobody can say which: a branch was switched, a formatter ran. */
  readonly mayWriteAny?: boolean;
}

const readers = /^(?:Read|read|view|read_file|readFile|open_file)$/;
const editors =
  /^(?:Edit|MultiEdit|Write|NotebookEdit|edit|write|create|str_replace|replace|write_file|edit_file|apply_patch|insert_edit_into_file|replace_string_in_file)$/;

const wholeFile: LineRange = { from: 1, to: Number.POSITIVE_INFINITY };

/** The input of a call: its tool, and what it names. */
export interface CallInput {
  readonly tool: string;
  readonly path?: string | undefined;
  readonly command?: string | undefined;
  /** The lines that the input asks for. */
  readonly lines?: LineRange | undefined;
}

/** What a call does with files, as far as its input says; `undefined` when it names none. */
export function fileUseOf({ tool, path, command, lines }: CallInput): FileUse | undefined {
  if (path === undefined) return command === undefined ? undefined : fileUseOfCommand(command);
  if (readers.test(tool)) return { read: { path, lines: lines ?? wholeFile }, writes: [] };
  return editors.test(tool) ? { writes: [path] } : undefined;
}

/** Commands after which files may be others than before, without naming them. */
const movesFiles =
  /\bgit\s+(?:checkout|switch|restore|reset|stash|pull|merge|rebase|apply|am|cherry-pick|revert|clean)\b|\bpatch\s+-|--(?:write|fix)\b/;
const patchedFile = /^\*\*\* (?:Update|Delete|Add) File: (.+)$/gm;

/**
 * What a shell command does with files: `cat`, `sed -n`, `head` and `nl` of one file show it; redirections, `tee`, `sed -i`,
 * `mv` and patches change theirs. Everything else is left out: a wrong guess would call something waste that is none.
 */
export function fileUseOfCommand(command: string): FileUse | undefined {
  const { folder, rest } = inFolder(command.trim());
  const at = (path: string): string => (folder === undefined || isAbsolute(path) ? path : `${folder}/${path}`);
  const writes = [...writtenBy(rest), ...[...rest.matchAll(patchedFile)].map(([, path = '']) => path)].map(at);
  const mayWriteAny = movesFiles.test(rest);
  const shown = writes.length === 0 && !mayWriteAny ? shownBy(rest) : undefined;
  if (shown === undefined && writes.length === 0 && !mayWriteAny) return undefined;
  return {
    ...(shown !== undefined && { read: { path: at(shown.path), lines: shown.lines } }),
    writes,
    ...(mayWriteAny && { mayWriteAny }),
  };
}

/** `cd /folder && …` says where relative paths begin. */
function inFolder(command: string): { readonly folder?: string; readonly rest: string } {
  const [whole, quoted, plain] = /^cd\s+(?:"([^"]+)"|([^\s;&|]+))\s*&&\s*/.exec(command) ?? [];
  const folder = quoted ?? plain;
  return whole === undefined || folder === undefined
    ? { rest: command }
    : { folder: folder.replace(/\/$/, ''), rest: command.slice(whole.length) };
}

function isAbsolute(path: string): boolean {
  return /^(?:[/~]|[A-Za-z]:[\\/])/.test(path);
}

const file = /(?:"([^"$`*?]+)"|'([^'*?]+)'|([^\s"'$`|;&<>*?(){}[\]-][^\s"'$`|;&<>*?(){}[\]]*))/.source;

interface Shown {
  readonly path: string;
  readonly lines: LineRange;
}

/** How the output of one file is asked for; `lines` are those of the match. */
const showers: readonly {
  readonly form: RegExp;
  readonly lines: (match: readonly (string | undefined)[]) => LineRange;
}[] = [
  { form: new RegExp(`^(?:cat|nl)(?:\\s+-(?:n|A|ba))?\\s+${file}$`), lines: () => wholeFile },
  {
    form: new RegExp(`^(?:cat|nl)(?:\\s+-(?:n|A|ba))?\\s+${file}\\s*\\|\\s*head\\s+(?:-n\\s*|-)(\\d+)$`),
    lines: match => ({ from: 1, to: Number(match[4]) }),
  },
  {
    form: new RegExp(`^(?:cat|nl)(?:\\s+-(?:n|A|ba))?\\s+${file}\\s*\\|\\s*sed\\s+-n\\s+['"]?(\\d+),(\\d+)p['"]?$`),
    lines: match => ({ from: Number(match[4]), to: Number(match[5]) }),
  },
  {
    form: new RegExp(`^head\\s+(?:-n\\s*|-)(\\d+)\\s+${file}$`),
    lines: match => ({ from: 1, to: Number(match[1]) }),
  },
  {
    form: new RegExp(`^sed\\s+-n\\s+['"]?(\\d+),(\\d+)p['"]?\\s+${file}$`),
    lines: match => ({ from: Number(match[1]), to: Number(match[2]) }),
  },
  {
    form: new RegExp(`^sed\\s+-n\\s+['"]?(\\d+),\\$p['"]?\\s+${file}$`),
    lines: match => ({ from: Number(match[1]), to: Number.POSITIVE_INFINITY }),
  },
];

function shownBy(command: string): Shown | undefined {
  for (const { form, lines } of showers) {
    const match = form.exec(command.replace(/(?<!\s)\s+2>\/dev\/null$/, ''));
    if (match === null) continue;
    const path = pathIn(match);
    if (path !== undefined) return { path, lines: lines([...match]) };
  }
  return undefined;
}

/** The one group of a match that is no number is the path, in whichever quotes. */
function pathIn(match: RegExpExecArray): string | undefined {
  return [...match].slice(1).find(group => group !== undefined && !/^\d+$/.test(group));
}

const writers: readonly RegExp[] = [
  new RegExp(`(?:^|[^0-9&>=-])>{1,2}\\s*${file}`, 'g'),
  new RegExp(`\\btee\\s+(?:-a\\s+)?${file}`, 'g'),
  new RegExp(`\\b(?:sed|perl)\\s+(?:-[a-zA-Z]+\\s+)*-[a-zA-Z]*i\\b[^|;&\\n]*?\\s${file}\\s*(?:$|[|;&\\n])`, 'g'),
  new RegExp(`\\b(?:mv|cp)\\s+(?:-[a-zA-Z]+\\s+)*[^\\s|;&]+\\s+${file}\\s*(?:$|[|;&\\n])`, 'g'),
];

function writtenBy(command: string): readonly string[] {
  const commands = command
    // What a here-document holds is no command,
    .replace(/<<-?\s*['"]?(\w+)['"]?([^\n]*)\n[\s\S]*?\n\s*\1\b/g, '$2')
    // and an arrow within quotes no redirection.
    .replace(/"[^"]*>[^"]*"|'[^']*>[^']*'/g, 'quoted');
  return writers
    .flatMap(writer => [...commands.matchAll(writer)])
    .flatMap(match => match.slice(1).find(group => group !== undefined) ?? [])
    .filter(path => path !== '/dev/null');
}
