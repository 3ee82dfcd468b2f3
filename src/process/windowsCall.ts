import { win32 } from 'node:path';
import { StartError } from './startError.ts';

/** What to give to `spawn`. */
export interface ProgramCall {
  readonly file: string;
  readonly args: readonly string[];
  /** The arguments are quoted already. */
  readonly windowsVerbatimArguments: boolean;
}

/** Where programs are looked for. `isFile` asks the file system; it is an argument so that the rules can be tested. */
export interface ProgramPlaces {
  readonly environment: NodeJS.ProcessEnv;
  readonly isFile: (path: string) => boolean;
}

/**
 * How to start a program on Windows. Agents are mostly batch files that npm has made, which only `cmd` can run; it sees more
 * in a line than words, so each sign that means something to it is escaped.
 */
export function windowsCall(program: string, args: readonly string[], places: ProgramPlaces): ProgramCall {
  const file = findProgram(program, places) ?? program;
  if (!/\.(?:cmd|bat)$/i.test(file)) return { file, args, windowsVerbatimArguments: false };
  if (args.some(arg => /[\r\n]/.test(arg))) {
    throw new StartError(
      `${file} is a batch file, to which Windows hands no line breaks. Give that text in one line, or on standard input.`,
    );
  }
  const words = [escaped(win32.normalize(file)), ...args.map(batchArgument)];
  return {
    file: variable(places.environment, 'ComSpec') ?? 'cmd.exe',
    args: ['/d', '/s', '/c', `"${words.join(' ')}"`],
    windowsVerbatimArguments: true,
  };
}

/** Unlike `cmd` this never takes a program of the folder it is called in, which a cloned project might bring. */
function findProgram(program: string, { environment, isFile }: ProgramPlaces): string | undefined {
  const folders = (variable(environment, 'Path') ?? '').split(';').map(folder => folder.replaceAll('"', ''));
  const endings = (variable(environment, 'PATHEXT') ?? '.COM;.EXE;.BAT;.CMD').split(';');
  return folders
    .filter(folder => folder !== '')
    .flatMap(folder => endings.map(ending => win32.join(folder, program + ending)))
    .find(isFile);
}

/** Windows does not tell names of variables apart by case; a copy of its environment does. */
function variable(environment: NodeJS.ProcessEnv, name: string): string | undefined {
  return Object.entries(environment).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
}

/**
 * Quoted for the program behind the batch file, and escaped twice: `cmd` reads the line, and reads the arguments once more
 * where the batch file passes them on.
 */
function batchArgument(arg: string): string {
  const quoted = `"${arg.replace(/(\\*)"/g, '$1$1\\"').replace(/(\\+)$/, '$1$1')}"`;
  return escaped(escaped(quoted));
}

function escaped(text: string): string {
  return text.replace(/[()[\]%!^"`<>&|;, *?]/g, '^$&');
}
