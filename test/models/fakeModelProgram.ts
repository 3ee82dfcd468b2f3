import type { JobMessage, JobReply } from '../../src/models/jobs.ts';

/** Stands in for the model process: questions say what shall happen, answers tell which process gave them. */
process.on('message', (message: JobMessage) => {
  const question = message.name === 'route' ? message.request.question : '';
  if (question === 'die') {
    process.stderr.write('a fault in native code\n', () => process.kill(process.pid, 'SIGKILL'));
    return;
  }
  if (question === 'hang') return;
  setTimeout(() => process.send?.(replyTo(message)), question === 'dawdle' ? 300 : 0);
});
process.on('disconnect', () => process.exit(0));

function replyTo({ id }: JobMessage): JobReply {
  const scores = { full_low: 0, preserve: 1, crop: 0, transcode: 0 };
  return { id, kind: 'done', answer: { technique: 'preserve', confidence: 1, scores, reason: String(process.pid) } };
}
