import type { JudgePicture } from '../engine/plan/judgePictures.ts';
import { optionNamed } from '../shared/options.ts';
import { holdsImages } from './compressImages.ts';
import type { OnDemandRequest } from './onDemand.ts';
import { openModels } from './openModels.ts';
import { PictureJudge } from './pictureJudge.ts';
import { programFiles } from './programFiles.ts';

/** Does something with a request whose pictures can be judged meanwhile. No model is loaded for a request without any. */
export async function withPictures<Result>(
  request: OnDemandRequest,
  work: (request: OnDemandRequest) => Promise<Result>,
): Promise<Result> {
  const isOff = Object.entries(request.options).some(
    ([name, value]) => optionNamed(name) === 'imageOptimize' && value === false,
  );
  if (isOff || !holdsImages(request.body)) return work(request);
  const models = openModels({ files: programFiles(import.meta.url), options: modelOptions(request) });
  const judge = new PictureJudge(models);
  const judgePicture: JudgePicture = task => judge.judgePicture(task);
  try {
    return await work({ ...request, judgePicture });
  } finally {
    await models.close();
  }
}

function modelOptions({ options }: OnDemandRequest) {
  const text = (name: string): string | undefined => {
    const value = options[name];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  return { modelId: text('modelId'), device: text('device'), modelCacheDir: text('modelCacheDir') };
}
