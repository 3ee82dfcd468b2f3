import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ModelStore, type ModelStoreConfig } from '../../../src/models/hub/modelStore.ts';
import { plainRequest, StandInHub } from './standInHub.ts';

const weights = Buffer.from('weights '.repeat(20_000));
const files = {
  'config.json': Buffer.from('{}'),
  'tokenizer.json': Buffer.from('{"model":{}}'),
  'model_quantized.onnx': weights,
};
const known = 'chopratejas/technique-router-onnx';
const pinned = '27b0b4bfa510a1cff66d888072c0b807082721a8';

describe('the model store', () => {
  let folder: string;
  let hub: StandInHub;
  let store: ModelStore;
  const open = (more: Partial<ModelStoreConfig>, endpoint: URL): ModelStore =>
    new ModelStore({ folder, endpoint, isOffline: false, request: plainRequest, silenceMs: 400, ...more });

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'headroom-models-'));
    hub = new StandInHub(files);
    store = open({}, await hub.listen());
  });

  afterEach(async () => {
    await hub.close();
    await rm(folder, { recursive: true });
  });

  it('downloads the files of the pinned commit and finds them without a request ever after', async () => {
    const missing = await store.find(known, 'router');

    const fetched = await store.fetch(known, 'router');
    const asked = hub.asked.length;
    const found = await store.find(known, 'router');

    expect(missing).toBeUndefined();
    expect(hub.asked[0]).toBe(`/${known}/resolve/${pinned}/config.json`);
    expect(await readFile(join(fetched, 'model_quantized.onnx'))).toEqual(weights);
    expect(found).toBe(fetched);
    expect(hub.asked).toHaveLength(asked);
  });

  it("takes the predecessor's name for the same model", async () => {
    await store.fetch('chopratejas/technique-router', 'router');

    expect(await store.find(known, 'router')).toBeDefined();
  });

  it('goes on where the line was cut', async () => {
    hub.faults['model_quantized.onnx'] = ['cut', 'cut'];
    const seen: number[] = [];

    const fetched = await store.fetch(known, 'router', ({ bytes }) => seen.push(bytes));

    expect(await readFile(join(fetched, 'model_quantized.onnx'))).toEqual(weights);
    expect(hub.asked.filter(line => /^\/stored\/.* bytes=/.test(line)).length).toBe(2);
    expect(Math.max(...seen)).toBe(weights.length);
  });

  it('tries again when the hub is busy or falls silent', async () => {
    hub.faults['config.json'] = ['busy', 'stall'];

    const fetched = await store.fetch(known, 'router');

    expect(await readFile(join(fetched, 'config.json'), 'utf8')).toBe('{}');
  });

  it('refuses a file whose checksum is not the stated one, and says what to do', async () => {
    hub.faults['model_quantized.onnx'] = ['damage', 'damage', 'damage'];

    const failing = store.fetch(known, 'router');

    await expect(failing).rejects.toThrow(/damaged: its checksum.*HF_ENDPOINT.*built-in router/);
    expect(await store.find(known, 'router')).toBeUndefined();
  });

  it('does not take a damaged file that lies here for a whole one', async () => {
    const fetched = await store.fetch(known, 'router');

    await writeFile(join(fetched, 'tokenizer.json'), '{}');

    expect(await store.find(known, 'router')).toBeUndefined();
  });

  it('sends nothing when downloads are forbidden, and names the folder to fill by hand', async () => {
    const offline = open({ isOffline: true }, new URL('http://127.0.0.1:1/'));

    await expect(offline.fetch(known, 'router')).rejects.toThrow(/HF_HUB_OFFLINE.*config.json, tokenizer.json/);
  });

  it('names an unreachable hub', async () => {
    const nowhere = open({}, new URL('http://127.0.0.1:1/'));

    await expect(nowhere.fetch(known, 'router')).rejects.toThrow(/127\.0\.0\.1:1 cannot be reached/);
  });

  it('asks for the newest commit of a model that is not pinned', async () => {
    await store.fetch('somebody/router', 'router');

    expect(hub.asked.slice(0, 2)).toEqual([
      '/api/models/somebody/router/revision/main',
      `/somebody/router/resolve/${'f'.repeat(40)}/config.json`,
    ]);
    expect(await store.find('somebody/router', 'router')).toBeDefined();
  });

  it("leaves a folder of the person's own alone", async () => {
    expect(await store.fetch(folder, 'router')).toBe(folder);
    expect(hub.asked).toEqual([]);
  });

  it.each(['router', '../../etc/passwd', 'a/b@main', 'a/..'])('refuses the name %s', async name => {
    await expect(store.fetch(name, 'router')).rejects.toThrow(/names no model/);
  });
});
