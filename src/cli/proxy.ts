import { runEngineCommand } from '../process/engineCommand.ts';
import { programFiles } from '../process/programFiles.ts';

/** `headroom proxy`: runs the engine in the foreground until a signal ends it. */
export function runProxy(args: readonly string[]): Promise<number> {
  return runEngineCommand(args, programFiles(import.meta.url), {
    say: line => console.log(line),
    warn: line => console.error(line),
    showsPage: true,
  });
}
