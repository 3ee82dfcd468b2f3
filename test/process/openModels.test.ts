import { expect, it } from 'vitest';
import { openModels } from '../../src/process/openModels.ts';
import { programFiles } from '../../src/process/programFiles.ts';

it('starts nothing before the first job', async () => {
  const models = openModels(programFiles(new URL('../../src/process/main.ts', import.meta.url).href));

  expect(models.off).toBeUndefined();
  await models.close();
});
