import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

const codeServerVersion = '4.139.1';
const nodeVersion = '24.21.0';

/** Programs that drive a real workbench: VS Code's own, served by code-server to a Chromium. */
export interface WorkbenchPrograms {
  readonly node: string;
  /** The script that Node runs. */
  readonly codeServer: string;
  readonly chromium: string;
}

/** Why this machine cannot run a workbench, or `undefined` when it can. */
export function missingPart(): string | undefined {
  if (process.platform !== 'linux') return `it runs on Linux; this is ${process.platform}`;
  if (findChromium() === undefined) return 'no Chromium found: install one, or set CHROME_PATH';
  if (isInstalled(cacheFolder())) return undefined;
  if (!existsSync('/usr/include/gssapi/gssapi.h'))
    return 'code-server needs libkrb5-dev to build (apt-get install libkrb5-dev)';
  if (!existsSync('/usr/bin/g++')) return 'code-server needs g++, make and python3 to build';
  return undefined;
}

/** Installs code-server and its Node once, outside the package; later runs find them. */
export async function prepareWorkbench(): Promise<WorkbenchPrograms> {
  const folder = cacheFolder();
  const nodeHome = join(folder, 'node_modules', nodePackage());
  if (!isInstalled(folder)) {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'package.json'), '{"private":true}');
    await install(folder, `${nodePackage()}@${nodeVersion}`, {});
    // code-server builds its native modules against the Node that will run them; the package ships that one's headers.
    await install(folder, `code-server@${codeServerVersion}`, {
      PATH: `${join(nodeHome, 'bin')}:${process.env.PATH}`,
      npm_config_nodedir: nodeHome,
    });
    await writeFile(join(folder, 'ready'), `code-server ${codeServerVersion} on Node ${nodeVersion}\n`);
  }
  const chromium = findChromium();
  if (chromium === undefined) throw new Error('No Chromium found.');
  return {
    node: join(nodeHome, 'bin', 'node'),
    codeServer: join(folder, 'node_modules', 'code-server', 'out', 'node', 'entry.js'),
    chromium,
  };
}

function cacheFolder(): string {
  const caches = process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache');
  return join(caches, 'headroom-context-mri-tests', `workbench-code-server-${codeServerVersion}-node-${nodeVersion}`);
}

function isInstalled(folder: string): boolean {
  return existsSync(join(folder, 'ready'));
}

function nodePackage(): string {
  return `node-linux-${process.arch}`;
}

async function install(folder: string, what: string, environment: NodeJS.ProcessEnv): Promise<void> {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('npm_'));
  await execute('nice', ['-n', '10', 'npm', 'install', '--no-fund', '--no-audit', what], {
    cwd: folder,
    env: { ...Object.fromEntries(inherited), ...environment },
    maxBuffer: 64 * 1024 * 1024,
  });
}

function findChromium(): string | undefined {
  const known = [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/usr/bin/google-chrome-stable',
  ];
  return [process.env.CHROME_PATH, ...known].find(path => path !== undefined && existsSync(path));
}

/** Reads a JSON file that a program is about to write. */
export async function readJsonOrUndefined(path: string): Promise<Record<string, unknown> | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    return undefined;
  }
}
