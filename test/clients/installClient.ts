import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

export type InstalledClient =
  | { readonly kind: 'ready'; readonly program: string }
  | { readonly kind: 'unavailable'; readonly reason: string };

/** A client's npm package that holds one native program for this platform. The pin is the version that was measured. */
export interface NativeClient {
  /** Folder of the cache in which it lies, together with the version. */
  readonly name: string;
  readonly packageName: string;
  readonly version: string;
  /** Path of the program inside its package, without the ending that Windows wants. */
  readonly program: string;
}

const platform = `${process.platform}-${process.arch}`;

export function installClaudeCode(): Promise<InstalledClient> {
  return installClient({
    ...{ name: 'claude-code', packageName: `@anthropic-ai/claude-code-${platform}`, version: '2.1.329' },
    program: 'claude',
  });
}

export function installCopilotCli(): Promise<InstalledClient> {
  return installClient({
    ...{ name: 'copilot-cli', packageName: `@github/copilot-${platform}`, version: '1.0.102' },
    program: 'copilot',
  });
}

/**
 * Installs a client once into a cache folder outside the package. Where that is impossible (no registry, no build for this
 * platform) the reason is returned, for the test to print.
 */
export async function installClient({ name, packageName, version, program }: NativeClient): Promise<InstalledClient> {
  const folder = join(cacheFolder(), `${name}-${version}`);
  const ending = process.platform === 'win32' ? '.exe' : '';
  const path = join(folder, 'node_modules', packageName, `${program}${ending}`);
  if (existsSync(path)) return { kind: 'ready', program: path };
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'package.json'), '{ "private": true }\n');
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
    await promisify(execFile)(npm, ['install', '--no-audit', '--no-fund', `${packageName}@${version}`], {
      cwd: folder,
    });
  } catch (error) {
    return { kind: 'unavailable', reason: `${packageName}@${version} could not be installed: ${firstLine(error)}` };
  }
  return existsSync(path) ? { kind: 'ready', program: path } : { kind: 'unavailable', reason: `${path} is missing` };
}

function cacheFolder(): string {
  return process.env.HEADROOM_TEST_CACHE ?? join(homedir(), '.cache', 'headroom-context-mri-tests');
}

function firstLine(error: unknown): string {
  return String(error instanceof Error ? error.message : error).split('\n', 1)[0] ?? '';
}
