import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { type AgentSignals, exitCodeAfter } from './agentSignals.ts';
import { StartError } from './startError.ts';
import { windowsCall } from './windowsCall.ts';

export interface AgentRun {
  readonly program: string;
  readonly args: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  readonly signals: AgentSignals;
}

/** Runs an agent in this terminal until it ends. Returns its exit code, or 128 and the number of the signal that ended it. */
export async function runAgent(run: AgentRun): Promise<number> {
  const { program, signals } = run;
  if (signals.early !== undefined) return exitCodeAfter(signals.early);
  const child = start(run);
  signals.passTo(child);
  try {
    return await new Promise<number>((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code, signal) => resolve(signal === null ? (code ?? 1) : exitCodeAfter(signal)));
    });
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    const remedy = isMissing ? 'Install it, or put it on the PATH.' : String(error);
    throw new StartError(`${program} cannot be started. ${remedy}`, { cause: error });
  }
}

function start({ program, args, environment: env }: AgentRun): ChildProcess {
  if (process.platform !== 'win32') return spawn(program, [...args], { stdio: 'inherit', env });
  const call = windowsCall(program, args, { environment: env, isFile: existsSync });
  const { windowsVerbatimArguments } = call;
  return spawn(call.file, [...call.args], { stdio: 'inherit', env, windowsVerbatimArguments });
}
