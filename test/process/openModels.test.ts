import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fetchModels, type ModelsConfig, openModels } from '../../src/process/openModels.ts';
import { programFiles } from '../../src/process/programFiles.ts';
import { parseOptions } from '../../src/shared/options.ts';
import { StandInHub } from '../models/hub/standInHub.ts';

const files = programFiles(new URL('../../src/process/main.ts', import.meta.url).href);
const tinyRouter = new URL('../models/router/tinyRouter/', import.meta.url);

async function tinyFiles(): Promise<Readonly<Record<string, Buffer>>> {
  const names = ['config.json', 'tokenizer.json', 'model_quantized.onnx'];
  const entries = names.map(async name => [name, await readFile(new URL(name, tinyRouter))] as const);
  return Object.fromEntries(await Promise.all(entries));
}

describe('the models of an engine', () => {
  let home: string;
  let hub: StandInHub;
  let endpoint: URL;
  const lines: string[] = [];

  const config = (options: Record<string, unknown>, environment: Record<string, string> = {}): ModelsConfig => ({
    files,
    home,
    options: parseOptions(options, 'proxy'),
    environment: { HF_ENDPOINT: endpoint.href, ...environment },
    log: line => lines.push(line),
  });

  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'headroom-models-'));
    hub = new StandInHub(await tinyFiles());
    endpoint = await hub.listen();
    lines.length = 0;
  });

  afterEach(async () => {
    await hub.close();
    await rm(home, { recursive: true });
  });

  it('start nothing and ask nobody before the first job', async () => {
    const asked = config({});
    const models = openModels(asked);

    await fetchModels(models, asked);

    expect(models.off).toBeUndefined();
    expect(hub.asked).toEqual([]);
    await models.close();
  });

  it('download the router that an option names, tell so, and route by it from then on', async () => {
    const asked = config({ modelId: 'chopratejas/technique-router' });
    const models = openModels(asked);

    await fetchModels(models, asked);
    const outcome = await models.ask('route', { question: 'Read the sign' }, 15_000);
    await models.close();

    expect(outcome).toMatchObject({ kind: 'done', answer: { technique: 'transcode' } });
    expect(lines[0]).toBe('Downloading the model chopratejas/technique-router.');
    expect(lines.at(-1)).toContain(join(home, 'models', 'chopratejas', 'technique-router-onnx'));
  });

  it('keep downloads where modelCacheDir or HF_HOME says', async () => {
    const asked = config(
      { modelId: 'some/router', modelCacheDir: join(home, 'mine') },
      { HF_HOME: join(home, 'theirs') },
    );
    const byOption = openModels(asked);
    await fetchModels(byOption, asked);

    const { modelCacheDir: _, ...options } = asked.options;
    await fetchModels(byOption, { ...asked, options: { ...options, modelCacheDir: undefined } });

    expect(lines.filter(line => line.includes(' is in '))).toEqual([
      expect.stringContaining(join(home, 'mine', 'some')),
      expect.stringContaining(join(home, 'theirs', 'headroom', 'some')),
    ]);
  });

  it('say what to do when downloads are forbidden', async () => {
    const asked = config({ modelId: 'some/router' }, { HF_HUB_OFFLINE: '1' });
    const models = openModels(asked);

    await fetchModels(models, asked);

    expect(lines.at(-1)).toMatch(/HF_HUB_OFFLINE forbids downloads.*Until then the built-in router is used/);
    expect(hub.asked).toEqual([]);
    await models.close();
  });
});
