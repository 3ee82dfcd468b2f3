import { parentPort } from 'node:worker_threads';
import type { Question, Reply } from './workerCalls.ts';

/** The worker's side of `WorkerCalls`: answers each question, and a failing one with its message. */
export function answerCalls<Request, Response>(answer: (request: Request) => Promise<Response> | Response): void {
  parentPort?.on('message', async ({ id, request }: Question<Request>) => {
    let reply: Reply<Response>;
    try {
      reply = { id, kind: 'answered', response: await answer(request) };
    } catch (error) {
      reply = { id, kind: 'failed', message: error instanceof Error ? error.message : String(error) };
    }
    parentPort?.postMessage(reply);
  });
}
