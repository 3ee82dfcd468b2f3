import { spawn } from 'node:child_process';
import { homedir } from 'node:os';

const outlivingArgument = '--outliving';

/** Whether a process with these arguments is one that `startOutlivingSelf` has started. */
export function isOutlivingSelf(programArguments: readonly string[]): boolean {
  return programArguments.includes(outlivingArgument);
}

/**
 * Starts this program once more, apart from this process and its end. The program's folder may be removed as soon as this
 * process has ended, so this returns when the other says that it has loaded everything, or when it cannot.
 */
export async function startOutlivingSelf(script: string): Promise<void> {
  const other = spawn(process.execPath, [script, outlivingArgument], {
    detached: true,
    windowsHide: true,
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    // The editor's own binary is Node under this variable.
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    // Windows does not remove the folder that a process works in.
    cwd: homedir(),
  });
  await new Promise<unknown>(resolve => other.once('message', resolve).once('error', resolve).once('exit', resolve));
  if (other.connected) other.disconnect();
  other.unref();
}
