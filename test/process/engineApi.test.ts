import { afterEach, expect, it } from 'vitest';
import { EngineApi } from '../../src/process/engineApi.ts';
import { EngineLab } from './engineLab.ts';

const lab = new EngineLab();
afterEach(() => lab.stop());

const rows = JSON.stringify(Array.from({ length: 300 }, (_, id) => ({ id, name: `item ${id % 9}`, ok: true })));

it.each(['sqlite', 'jsonl'])('compresses, retrieves and counts by the engine of its home folder, on %s', async kind => {
  const home = await lab.home();
  await lab.engine(home, '--store', `${kind}:///${home}/store`);
  const api = new EngineApi(home);

  const { handle = '', tokensAfter, tokensBefore } = await api.compressText({ text: rows, model: 'gpt-5' });
  const whole = await api.retrieve({ handle });
  const part = await api.retrieve({ handle, maxChars: 100 });

  expect(tokensAfter).toBeLessThan(tokensBefore / 2);
  expect(whole).toEqual({ text: rows, isWhole: true });
  expect(part.text).toBe(rows.slice(0, 100));
  expect(part.note).toContain('fromChar 101');
  expect(await api.stats()).toMatchObject({ originals: 1 });
});

it('passes on why the engine refused', async () => {
  const home = await lab.home();
  await lab.engine(home);
  const api = new EngineApi(home);

  await expect(api.retrieve({ handle: 'abcdefgh23' })).rejects.toThrow('Nothing is kept under abcdefgh23');
  await expect(api.retrieve({ handle: 'the log' })).rejects.toThrow('is not a handle');
});

it('says how to start an engine when none runs', async () => {
  const api = new EngineApi(await lab.home());

  await expect(api.stats()).rejects.toThrow('No Headroom engine is running. Start it with');
});
