import type { JobHandlers, JobMessage, JobName, JobReply } from './jobs.ts';

/** Lets a job be done and says how it ended. Never rejects: the process outlives a job that fails. */
export async function answerJob<Name extends JobName>(
  handlers: JobHandlers,
  { id, name, request }: JobMessage<Name>,
): Promise<JobReply> {
  try {
    return { id, kind: 'done', answer: await handlers[name](request) };
  } catch (error) {
    return { id, kind: 'failed', reason: error instanceof Error ? error.message : String(error) };
  }
}
