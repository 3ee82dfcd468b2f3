import type { JudgePicture } from '../../engine/plan/pictures/judgePictures.ts';
import { parseOptions } from '../../shared/options.ts';
import { homeFolder } from '../instance/home.ts';
import { fetchModels, openModels } from '../judging/openModels.ts';
import { PictureJudge } from '../judging/pictureJudge.ts';
import { programFiles } from '../programFiles.ts';
import { holdsImages } from './compressImages.ts';
import type { OnDemandRequest } from './onDemand.ts';

/**
 * Does something with a request whose pictures can be judged meanwhile. No model is loaded for a request without any; one that
 * an option names is downloaded first.
 */
export async function withPictures<Result>(
  request: OnDemandRequest,
  work: (request: OnDemandRequest) => Promise<Result>,
): Promise<Result> {
  if (!holdsImages(request.body)) return work(request);
  const options = parseOptions(request.options, 'library');
  if (!options.imageOptimize) return work(request);
  const files = programFiles(import.meta.url);
  const models = openModels({ files, options });
  const judge = new PictureJudge(models);
  const judgePicture: JudgePicture = task => judge.judgePicture(task);
  const environment = process.env;
  try {
    await fetchModels(models, { files, options, environment, home: homeFolder(environment), log: console.warn });
    return await work({ ...request, judgePicture });
  } finally {
    await models.close();
  }
}
