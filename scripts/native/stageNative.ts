import { cpSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { lockedPackage } from './lockedPackage.ts';
import { commonFiles, nativeOnnxFiles, type Target, unneededLibraries, wasmOnnxFiles } from './targets.ts';

/**
 * Lays the native packages of a target into `dist/node_modules`, where the built model process finds them: only the files
 * that run, since the whole packages are nine times as large.
 */
export function stageNative(root: string, target: Target): void {
  removeStage(root);
  const stage = stageOf(root);
  const copy = (path: string, isWanted: (file: string) => boolean): void => {
    const from = lockedPackage(root, path);
    for (const file of filesIn(from).filter(isWanted)) cpSync(join(from, file), join(stage, path, file));
  };
  for (const [name, wanted] of Object.entries(commonFiles)) copy(name, file => wanted.test(file));
  for (const name of target.codec) copy(name, file => !/(?:\.map|\.d\.ts|\.md)$/.test(file) || /licen/i.test(file));
  const { onnx } = target;
  if (onnx === undefined) copy('onnxruntime-web', file => wasmOnnxFiles.test(file));
  else copy('onnxruntime-node', file => nativeOnnxFiles.test(file) || isLibraryOf(onnx, file));
}

/** Without it, the programs in dist find the packages of the checkout. */
export function removeStage(root: string): void {
  rmSync(stageOf(root), { recursive: true, force: true });
}

function stageOf(root: string): string {
  return join(root, 'dist', 'node_modules');
}

function isLibraryOf(platform: string, file: string): boolean {
  const folder = `bin/napi-v6/${platform}/`;
  return file.startsWith(folder) && !unneededLibraries.test(file.slice(folder.length));
}

/** Paths below a package, with slashes; packages inside it are asked for by their own names. */
function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )
    .filter(file => !dirname(file).split('/').includes('node_modules'));
}
