import type { JobContext, JobHandlers } from './jobs.ts';
import { once } from './once.ts';
import { openRouter } from './router/router.ts';

/** Who answers which job. Models are opened at the first job that needs them. */
export function createJobHandlers(context: JobContext): JobHandlers {
  const router = once(() => openRouter(context));
  return {
    describe: async () => (await context.onnx()).facts,
    route: async ({ question }) => (await router()).route(question),
  };
}
