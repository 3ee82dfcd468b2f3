import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { EngineFile } from '../../shared/adminApi.ts';
import { writeOwnerFile } from './ownerFiles.ts';
import { probePort } from './probeEngine.ts';

/** `engine.json`, by which windows and commands find the engine of a home folder. */
export function engineFilePath(home: string): string {
  return join(home, 'engine.json');
}

export async function readEngineFile(home: string): Promise<EngineFile | undefined> {
  try {
    const file: Partial<EngineFile> = JSON.parse(await readFile(engineFilePath(home), 'utf8'));
    const isComplete =
      Number.isInteger(file.pid) && Number.isInteger(file.port) && typeof file.token === 'string' && file.token !== '';
    return isComplete && typeof file.version === 'string' ? (file as EngineFile) : undefined;
  } catch {
    return undefined;
  }
}

/** The engine that a home folder names, if it lives: the file of a crashed one stays behind. */
export async function findEngine(home: string): Promise<EngineFile | undefined> {
  const file = await readEngineFile(home);
  if (file === undefined) return undefined;
  const holder = await probePort(file.port);
  return holder.kind === 'engine' && holder.health.pid === file.pid ? file : undefined;
}

/** Leaves the file of another living engine alone: a second one, on a store of its own, is reached by its port only. */
export async function writeEngineFile(home: string, file: EngineFile): Promise<boolean> {
  const other = await findEngine(home);
  if (other !== undefined && other.pid !== file.pid) return false;
  await writeOwnerFile(engineFilePath(home), `${JSON.stringify(file)}\n`);
  return true;
}

export async function removeEngineFile(home: string, pid: number): Promise<void> {
  const file = await readEngineFile(home);
  if (file?.pid === pid) await rm(engineFilePath(home), { force: true });
}
