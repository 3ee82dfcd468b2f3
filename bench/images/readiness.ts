import { type ChildProcess, fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { PictureTask } from '../../src/engine/images/pictureTask.ts';
import type { JobMessage, JobReply, ModelSettings } from '../../src/models/jobs.ts';

/** What the first picture of a conversation waits for, and what the process takes meanwhile. */
export interface Readiness {
  readonly question: string;
  /** When the process starts with the picture. */
  readonly coldMs: number;
  /** When it was told before that a picture is likely to come. */
  readonly preparedMs: number;
  readonly preparationMs: number;
  /** Of the process that was told and has seen no picture; absent where the system does not say. */
  readonly preparedMegabytes: number | undefined;
}

const program = fileURLToPath(new URL('../../src/models/modelProcess.ts', import.meta.url));
const settings: ModelSettings = { shippedFolder: 'models' };

/** Each time in a process of its own, as after a pause. */
export async function measureReadiness(task: PictureTask & { readonly question: string }): Promise<Readiness> {
  const cold = start();
  const coldMs = await ask(cold, { id: 1, name: 'judgePicture', request: { task } });
  cold.kill();
  const prepared = start();
  const preparationMs = await ask(prepared, { id: 1, name: 'prepare', request: {} });
  const preparedMegabytes = residentMegabytes(prepared);
  const preparedMs = await ask(prepared, { id: 2, name: 'judgePicture', request: { task } });
  prepared.kill();
  return { question: task.question, coldMs, preparedMs, preparationMs, preparedMegabytes };
}

function start(): ChildProcess {
  return fork(program, [JSON.stringify(settings)], { serialization: 'advanced', execArgv: [] });
}

function ask(child: ChildProcess, message: JobMessage): Promise<number> {
  const startedAt = performance.now();
  return new Promise((resolve, reject) => {
    child.once('message', (reply: JobReply) => {
      if (reply.kind === 'done') resolve(performance.now() - startedAt);
      else reject(new Error(reply.reason));
    });
    child.send(message);
  });
}

function residentMegabytes({ pid }: ChildProcess): number | undefined {
  try {
    const [, kilobytes] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
  } catch {
    return undefined;
  }
}
