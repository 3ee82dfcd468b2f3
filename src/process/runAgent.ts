import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { StartError } from './startError.ts';

export interface AgentRun {
  readonly program: string;
  readonly args: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
}

/** Runs an agent in this terminal until it ends. Returns its exit code, or 128 and the number of the signal that ended it. */
export async function runAgent({ program, args, environment }: AgentRun): Promise<number> {
  const child = spawn(program, [...args], { stdio: 'inherit', env: environment, shell: process.platform === 'win32' });
  // The terminal sends Ctrl-C to the agent itself, which may want to live on; we only must not die of it.
  const ignore = (): void => {};
  const pass = (signal: NodeJS.Signals): void => void child.kill(signal);
  process.on('SIGINT', ignore).on('SIGTERM', pass).on('SIGHUP', pass);
  try {
    return await new Promise<number>((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code, signal) => resolve(signal === null ? (code ?? 1) : 128 + constants.signals[signal]));
    });
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    const remedy = isMissing ? 'Install it, or put it on the PATH.' : String(error);
    throw new StartError(`${program} cannot be started. ${remedy}`, { cause: error });
  } finally {
    process.off('SIGINT', ignore).off('SIGTERM', pass).off('SIGHUP', pass);
  }
}
