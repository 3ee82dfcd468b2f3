import { answerJob } from './answerJob.ts';
import { createJobHandlers } from './jobHandlers.ts';
import type { JobMessage, ModelSettings } from './jobs.ts';
import { loadOnnx } from './loadOnnx.ts';
import { once } from './once.ts';

/**
 * Entry point of the process that runs models and image codecs: a process of its own, because a fault in native code
 * ends the whole process that it happens in. Answers jobs until its parent goes or lets it go.
 */
const settings: ModelSettings = JSON.parse(process.argv[2] ?? '');
const handlers = createJobHandlers({ settings, onnx: once(() => loadOnnx(settings.device)) });

process.on('message', async (message: JobMessage) => {
  const reply = await answerJob(handlers, message);
  if (process.connected) process.send?.(reply);
});
process.on('disconnect', () => process.exit(0));
