import { MessagePort, workerData } from 'node:worker_threads';
import { OptionError } from '../../shared/options.ts';
import { judgeThrough } from '../judging/judgePort.ts';
import { answerCalls } from '../threads/answerCalls.ts';
import type { CompressionAnswer, CompressionQuestion } from './compressions.ts';
import { compressUnder, type OnDemandRequest } from './onDemand.ts';
import { readPosted } from './postedCompression.ts';
import { resultDocument } from './resultDocument.ts';

/** Pictures of one request that are not judged by then stay as they are: a program waits longer than an agent, but not for ever. */
const picturesMs = 20_000;

const judge = workerData instanceof MessagePort ? judgeThrough(workerData) : undefined;

/** Thread that compresses what is posted to us, so that the relay never waits for it. */
answerCalls<CompressionQuestion, CompressionAnswer>(async ({ posted, key }) => {
  try {
    const { originals, ...result } = await compressUnder(withJudge(readPosted(posted)), key);
    return { kind: 'compressed', document: resultDocument(result), originals };
  } catch (error) {
    if (error instanceof OptionError) return { kind: 'refused', message: error.message };
    throw error;
  }
});

function withJudge(request: OnDemandRequest): OnDemandRequest {
  if (judge === undefined) return request;
  const deadlineAt = Date.now() + picturesMs;
  return { ...request, judgePicture: task => judge(task, deadlineAt) };
}
