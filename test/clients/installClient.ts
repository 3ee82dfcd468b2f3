import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

export type InstalledClient =
  | { readonly kind: 'ready'; readonly program: string }
  | { readonly kind: 'unavailable'; readonly reason: string };

/** Claude Code's npm package holds one native program per platform; the pin is the version that was measured. */
const claudeCodeVersion = '2.1.329';

/**
 * Installs the pinned Claude Code once into a cache folder outside the package. Where that is impossible (no registry, no
 * build for this platform) the reason is returned, for the test to print.
 */
export async function installClaudeCode(): Promise<InstalledClient> {
  const platform = `${process.platform}-${process.arch}`;
  const packageName = `@anthropic-ai/claude-code-${platform}`;
  const folder = join(cacheFolder(), `claude-code-${claudeCodeVersion}`);
  const program = join(folder, 'node_modules', packageName, process.platform === 'win32' ? 'claude.exe' : 'claude');
  if (existsSync(program)) return { kind: 'ready', program };
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'package.json'), '{ "private": true }\n');
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
    await promisify(execFile)(npm, ['install', '--no-audit', '--no-fund', `${packageName}@${claudeCodeVersion}`], {
      cwd: folder,
    });
  } catch (error) {
    return {
      kind: 'unavailable',
      reason: `${packageName}@${claudeCodeVersion} could not be installed: ${firstLine(error)}`,
    };
  }
  return existsSync(program) ? { kind: 'ready', program } : { kind: 'unavailable', reason: `${program} is missing` };
}

function cacheFolder(): string {
  return process.env.HEADROOM_TEST_CACHE ?? join(homedir(), '.cache', 'headroom-context-mri-tests');
}

function firstLine(error: unknown): string {
  return String(error instanceof Error ? error.message : error).split('\n', 1)[0] ?? '';
}
