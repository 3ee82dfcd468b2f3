import { inTurn } from '../images/inTurn.ts';
import { judgePicture } from '../images/judgePicture.ts';
import { findOcrFiles } from '../images/ocrFiles.ts';
import { pictureTools } from '../images/pictureTools.ts';
import { prepareTools } from '../images/prepareTools.ts';
import type { JobContext, JobHandlers } from './jobs.ts';
import { once } from './once.ts';
import { openRouter } from './router/router.ts';

/** Who answers which job. Models are opened at the first job that needs them. */
export function createJobHandlers(context: JobContext): JobHandlers {
  const router = once(() => openRouter(context));
  const pictureByPicture = inTurn();
  const tools = pictureTools({
    siglipFolder: context.settings.siglipFolder,
    files: () => findOcrFiles(context.settings.shippedFolder),
    onnx: context.onnx,
    route: async question => (await router()).route(question),
  });
  return {
    prepare: () => prepareTools(tools),
    describe: async () => {
      await tools.codec();
      return (await context.onnx()).facts;
    },
    route: async ({ question }) => (await router()).route(question),
    judgePicture: ({ task, deadlineAt = Number.POSITIVE_INFINITY }) =>
      pictureByPicture(async () => {
        if (Date.now() > deadlineAt) throw new Error('the deadline passed before the picture was looked at');
        return judgePicture(task, tools);
      }),
  };
}
