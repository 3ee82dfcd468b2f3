import type { JobContext, JobHandlers } from './jobs.ts';

/** Who answers which job. Models are opened at the first job that needs them. */
export function createJobHandlers(context: JobContext): JobHandlers {
  return {
    describe: async () => (await context.onnx()).facts,
  };
}
