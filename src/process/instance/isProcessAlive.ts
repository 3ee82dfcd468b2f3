import { readFileSync } from 'node:fs';

export function isProcessAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0) && !isZombie(pid);
  } catch (error) {
    // A process of another user exists, too.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/**
 * A process that has ended keeps its id until its parent asks how it ended. After a crash that parent is process 1, which
 * takes seconds in some containers and never asks in others.
 */
function isZombie(pid: number): boolean {
  if (process.platform !== 'linux') return false;
  try {
    // The state follows the program's name, which stands in parentheses and may hold some itself.
    const [, state] = /^.*\) (.)/s.exec(readFileSync(`/proc/${pid}/stat`, 'latin1')) ?? [];
    return state === 'Z';
  } catch {
    return false;
  }
}
