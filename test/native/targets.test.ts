import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  commonFiles,
  nativeOnnxFiles,
  targets,
  unneededLibraries,
  wasmOnnxFiles,
} from '../../scripts/native/targets.ts';

const lock: { packages: Record<string, { integrity?: string }> } = JSON.parse(
  readFileSync('package-lock.json', 'utf8'),
);

function filesOf(name: string): readonly string[] {
  return readdirSync(`node_modules/${name}`, { recursive: true, encoding: 'utf8' });
}

describe('what a VSIX carries', () => {
  it.each(Object.entries(targets))('is there for %s in the locked packages', (_, { onnx, codec }) => {
    const folder = `node_modules/onnxruntime-node/bin/napi-v6/${onnx}`;
    const libraries = onnx === undefined ? [] : readdirSync(folder).filter(name => !unneededLibraries.test(name));

    expect(codec.filter(name => lock.packages[`node_modules/${name}`]?.integrity === undefined)).toEqual([]);
    // The binding, and the one library that it loads.
    if (onnx !== undefined) expect(libraries).toHaveLength(2);
  });

  it('has one runtime or the other on every platform that it names', () => {
    expect(filesOf('onnxruntime-node').filter(name => nativeOnnxFiles.test(name)).length).toBeGreaterThan(3);
    expect(filesOf('onnxruntime-web').filter(name => wasmOnnxFiles.test(name))).toHaveLength(4);
  });

  it.each(Object.entries(commonFiles))('has files of %s', (name, wanted) => {
    expect(existsSync(`node_modules/${name}/package.json`)).toBe(true);
    expect(filesOf(name).filter(file => wanted.test(file)).length).toBeGreaterThan(1);
  });
});
