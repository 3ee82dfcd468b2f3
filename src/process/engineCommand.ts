import { parseEngineFlags, UsageError } from './engineFlags.ts';
import { homeFolder } from './instance/home.ts';
import type { ProgramFiles } from './programFiles.ts';
import { type RunningEngine, runEngine } from './runEngine.ts';
import { StartError } from './startError.ts';
import { version } from './version.ts';

export interface CommandOutput {
  /** A line of result. */
  readonly say: (line: string) => void;
  /** A line of diagnostics. */
  readonly warn: (line: string) => void;
  /** Whether to print the panel's address, which holds the token: for people at a terminal, not for log files. */
  readonly showsPage: boolean;
}

/** `headroom proxy`, and what the editor starts: runs the engine until a signal or a request ends it. Returns the exit code. */
export async function runEngineCommand(
  args: readonly string[],
  files: ProgramFiles,
  output: CommandOutput,
): Promise<number> {
  let engine: RunningEngine;
  try {
    const settings = parseEngineFlags(args);
    const home = homeFolder(process.env);
    engine = await runEngine({ settings, home, files, version, environment: process.env, log: output.warn });
  } catch (error) {
    output.warn(error instanceof Error ? error.message : String(error));
    if (!(error instanceof UsageError || error instanceof StartError) && error instanceof Error) {
      if (process.env.HEADROOM_DEBUG !== undefined) output.warn(error.stack ?? '');
    }
    return error instanceof UsageError ? 2 : 1;
  }
  // Whoever reads the line may send the signal at once.
  const signalled = endingSignal(output);
  output.say(`listening on http://127.0.0.1:${engine.port}`);
  if (output.showsPage) output.say(`Context MRI: http://127.0.0.1:${engine.port}/mri#token=${engine.token}`);
  await Promise.race([signalled, engine.exitAsked]);
  await engine.stop();
  return 0;
}

/** The first signal ends the engine gracefully, the second at once. */
function endingSignal({ warn }: CommandOutput): Promise<void> {
  return new Promise(resolve => {
    let hasAsked = false;
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        if (hasAsked) process.exit(130);
        hasAsked = true;
        warn('Finishing the streams in flight; a second signal ends at once.');
        resolve();
      });
    }
  });
}
