import { expect, it } from 'vitest';
import { openModels } from '../../src/process/openModels.ts';
import { programFiles } from '../../src/process/programFiles.ts';
import { parseOptions } from '../../src/shared/options.ts';

const files = programFiles(new URL('../../src/process/main.ts', import.meta.url).href);

it('starts nothing before the first job', async () => {
  const models = openModels({ files, options: parseOptions({}, 'proxy') });

  expect(models.off).toBeUndefined();
  await models.close();
});
