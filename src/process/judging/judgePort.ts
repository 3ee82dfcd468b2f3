import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type { PictureTask, PictureVerdict } from '../../engine/images/pictureTask.ts';

/** Judges a picture by a moment in milliseconds since the epoch, or rejects with the reason why not. */
export type JudgeByDeadline = (task: PictureTask, deadlineAt: number) => Promise<PictureVerdict>;

interface Asked {
  readonly id: number;
  readonly task: PictureTask;
  readonly deadlineAt: number;
}

type Answered =
  | { readonly id: number; readonly kind: 'judged'; readonly verdict: PictureVerdict }
  | { readonly id: number; readonly kind: 'failed'; readonly reason: string };

/** The end of a line for a thread, which has no model process of its own: what it asks there, `judge` answers here. */
export function openJudgePort(judge: JudgeByDeadline): MessagePort {
  const { port1: here, port2: there } = new MessageChannel();
  here.on('message', async ({ id, task, deadlineAt }: Asked) => {
    let answer: Answered;
    try {
      answer = { id, kind: 'judged', verdict: await judge(task, deadlineAt) };
    } catch (error) {
      answer = { id, kind: 'failed', reason: error instanceof Error ? error.message : String(error) };
    }
    here.postMessage(answer);
  });
  // It ends with its thread, and keeps nobody running.
  here.unref();
  return there;
}

/** The thread's side of the line. */
export function judgeThrough(port: MessagePort): JudgeByDeadline {
  const waiting = new Map<number, (answer: Answered) => void>();
  let lastId = 0;
  port.on('message', (answer: Answered) => {
    waiting.get(answer.id)?.(answer);
    waiting.delete(answer.id);
  });
  return async (task, deadlineAt) => {
    const id = ++lastId;
    const answer = await new Promise<Answered>(resolve => {
      waiting.set(id, resolve);
      const asked: Asked = { id, task, deadlineAt };
      port.postMessage(asked);
    });
    if (answer.kind === 'failed') throw new Error(answer.reason);
    return answer.verdict;
  };
}
