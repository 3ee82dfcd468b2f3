import { describe, expect, it } from 'vitest';
import { loadOnnx, onnxPackages } from '../../src/models/loadOnnx.ts';

const missing = (): Promise<never> => Promise.reject(new Error('Cannot find package'));

describe('loading the ONNX runtime', () => {
  it('says that a build without CUDA runs on the CPU', async () => {
    const { facts } = await loadOnnx('cuda');

    expect(facts.device).toBe('cpu');
    expect(facts.notes.join()).toContain('cuda');
  });

  it('falls back to wasm where the native runtime is missing, and says so', async () => {
    const { facts } = await loadOnnx('cpu', { ...onnxPackages, native: missing });

    expect(facts).toMatchObject({ runtime: 'wasm', device: 'cpu' });
    expect(facts.notes[0]).toContain('Cannot find package');
  });

  it('names both reasons where neither loads', async () => {
    await expect(loadOnnx('cpu', { native: missing, wasm: missing })).rejects.toThrow(/native: Cannot.*wasm: Cannot/);
  });
});
