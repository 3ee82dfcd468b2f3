import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PictureTask } from '../../../src/engine/images/pictureTask.ts';
import { fetchModels, type ModelsConfig, openModels } from '../../../src/process/judging/openModels.ts';
import { programFiles } from '../../../src/process/programFiles.ts';
import { parseOptions } from '../../../src/shared/options.ts';
import { StandInHub } from '../../models/hub/standInHub.ts';

const files = programFiles(new URL('../../../src/process/main.ts', import.meta.url).href);
function asksWhatItIs(bytes: Uint8Array): PictureTask {
  return {
    bytes,
    question: 'What is this?',
    mediaType: 'image/png',
    model: 'claude-sonnet-4-5',
    detail: 'auto',
    allowsText: true,
    canRetrieve: true,
    earlier: [],
  };
}

const tinySiglip = new URL('../../images/siglip/tinySiglip/', import.meta.url);
const tinyRouter = new URL('../../models/router/tinyRouter/', import.meta.url);

async function tinyFiles(): Promise<Readonly<Record<string, Buffer>>> {
  const files: readonly (readonly [name: string, folder: URL])[] = [
    ['config.json', tinyRouter],
    ['tokenizer.json', tinyRouter],
    ['model_quantized.onnx', tinyRouter],
    ['image_encoder_int8.onnx', tinySiglip],
    ['text_embeddings.npz', tinySiglip],
  ];
  const entries = files.map(async ([name, folder]) => [name, await readFile(new URL(name, folder))] as const);
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

  it('download SigLIP when useSiglip asks for it, and look at pictures with it from then on', async () => {
    const asked = config({ useSiglip: true });
    const models = openModels(asked);
    const red = await sharp({ create: { width: 600, height: 600, channels: 3, background: '#f00' } })
      .png()
      .toBuffer();

    await fetchModels(models, asked);
    const outcome = await models.ask('judgePicture', { task: asksWhatItIs(red) }, 30_000);
    await models.close();

    expect(hub.asked).toContain(
      '/chopratejas/siglip-image-encoder-onnx/resolve/d0a9fbd66d4bd8c761bff592d44831f7c2ae184e/text_embeddings.npz',
    );
    expect(outcome).toMatchObject({
      kind: 'done',
      answer: {
        technique: 'preserve',
        reason: 'SigLIP sees text in it that was not found',
        signals: { hasText: false, siglip: { hasText: 1 } },
      },
    });
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
    const asked = config({ modelId: 'some/router', useSiglip: true }, { HF_HUB_OFFLINE: '1' });
    const models = openModels(asked);

    await fetchModels(models, asked);

    const [router, siglip] = lines.filter(line => line.includes('HF_HUB_OFFLINE forbids downloads'));
    expect(router).toContain('Until then the built-in router is used');
    expect(siglip).toContain('Until then pictures are judged without it');
    expect(hub.asked).toEqual([]);
    await models.close();
  });
});
