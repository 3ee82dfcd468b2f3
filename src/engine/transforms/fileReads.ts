import type { Subject } from './transform.ts';

/**
 * True for results whose lines an agent may edit by exact match: what file-reading tools and commands such as `cat` or
 * `sed -n` printed, and any text with a gutter of line numbers. Such text keeps every line as it is.
 */
export function isFileRead(subject: Pick<Subject, 'text' | 'tool' | 'command' | 'path'>): boolean {
  if (subject.command !== undefined) return printsFile(subject.command) || hasLineNumberGutter(subject.text);
  const tool = subject.tool?.toLowerCase() ?? '';
  if (fileReaders.test(tool)) return true;
  if (subject.path !== undefined && /\.\w{1,8}$/.test(subject.path) && !otherFileTools.test(tool)) return true;
  return hasLineNumberGutter(subject.text);
}

/** Names of file readers in the clients we know (Claude Code, Copilot, Codex, Gemini, opencode, aider and MCP servers). */
const fileReaders =
  /(?:^|_)(?:read|view|cat|open|get)_?(?:text_?|many_?|multiple_?|notebook_?|media_?)?(?:files?|file_contents?|contents?)(?:_range)?$|^(?:read|view|cat|open|notebookread|fs_read|str_replace_based_edit_tool|str_replace_editor)$/;

/** Tools that take a path and answer with something other than the file's own lines. */
const otherFileTools =
  /grep|search|find|glob|list|tree|(?:^|_)ls(?:$|_)|write|edit|create|update|delete|move|patch|query|lint|test|diagnos|symbol|outline|reference|diff|log|blame|stat|run|exec|shell|bash/;

/** Programs that print lines of files as they are, or numbered. */
const linePrinters = new Set([
  'cat',
  'head',
  'tail',
  'nl',
  'bat',
  'batcat',
  'less',
  'more',
  'tac',
  'type',
  'get-content',
  'gc',
]);

/** Filters that may follow in a pipe without changing the lines that remain. */
const lineFilters = new Set([...linePrinters, 'sed']);

function printsFile(command: string): boolean {
  const lastCommand = command
    .split(/&&|;|\|\||\n/)
    .map(part => part.trim())
    .filter(part => part !== '' && !/^(?:cd|echo|printf|set|export|pwd|true)\b/.test(part))
    .at(-1);
  if (lastCommand === undefined) return false;
  const [first = '', ...filters] = lastCommand.split('|').map(part => part.trim());
  return readsLines(first) && filters.every(filter => lineFilters.has(programOf(filter)));
}

/** Nobody edits what programs write about themselves. */
const logFile = /(?:^|[/\\])(?:logs?[/\\][^\s]*|[^\s/\\]*\.(?:log|out|err)(?:\.\d{1,3})?)$/i;

/** True when every file that the command names is a log: then its lines are told, not edited. */
function printsLogs(command: string): boolean {
  const files = command
    .split(/\s+/)
    .slice(1)
    .map(word => word.replace(/^["']|["']$/g, ''))
    .filter(word => /[./\\]/.test(word) && !word.startsWith('-') && !/^\d*>/.test(word) && word !== '/dev/null');
  return files.length > 0 && files.every(file => logFile.test(file));
}

function readsLines(command: string): boolean {
  const program = programOf(command);
  if (printsLogs(command)) return false;
  if (linePrinters.has(program)) return true;
  if (program === 'sed') return /\s-\w*n\b|\s--quiet\b|\s--silent\b/.test(command);
  if (program === 'awk') return /\bNR\s*[=<>]/.test(command) && !/\bprintf?\s+\$?[1-9]/.test(command);
  return program === 'git' && /\bgit\s+(?:-\S+\s+)*show\s+\S*:\S/.test(command);
}

/** First word of a command without assignments, `sudo` and folders: `FOO=1 /bin/cat x` gives `cat`. */
function programOf(command: string): string {
  const words = command.split(/\s+/).filter(word => !/^\w+=/.test(word) && word !== 'sudo' && word !== '');
  return (words[0] ?? '').replace(/^.*[/\\]/, '').toLowerCase();
}

const gutter = /^\s{0,9}(\d{1,7})(?:\t|→|: ?| ?\| ?)/;

/** True when nearly every line starts with a number that counts upwards by one. */
function hasLineNumberGutter(text: string): boolean {
  let lines = 0;
  let consecutive = 0;
  let previous = Number.NaN;
  let start = 0;
  while (start < text.length && lines < 60) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    const match = gutter.exec(text.slice(start, Math.min(end, start + 24)));
    const number = match === null ? Number.NaN : Number(match[1]);
    if (number === previous + 1) consecutive++;
    previous = number;
    lines++;
    start = end + 1;
  }
  return lines >= 4 && consecutive >= (lines - 1) * 0.8;
}
