import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

/** The end of it is what Claude Code remembers of an approved key. */
const apiKey = 'sk-ant-test';

export interface ClaudeRun {
  /** Path of the program. */
  readonly program: string;
  /** Where it works. */
  readonly folder: string;
  /** Its `$HOME`; a folder in `folder` unless told otherwise. */
  readonly home?: string;
  readonly baseUrl: string;
  readonly args: readonly string[];
}

/** Runs Claude Code on one prompt to its end and returns what it printed. */
export async function runClaude(run: ClaudeRun): Promise<string> {
  const child = startClaude(run);
  child.stdin?.end();
  const said = collect(child);
  await once(child, 'close');
  return said();
}

/** Starts Claude Code with pipes in the place of a terminal. Ends by itself after two minutes. */
export function startClaude(run: ClaudeRun): ChildProcess {
  return spawn(run.program, run.args, spawnOptions(run, 'dumb'));
}

/** Starts Claude Code in a terminal of its own, as a person would who has been through its first questions. */
export function startInTerminal(run: ClaudeRun): ChildProcess {
  const home = homeOf(run);
  mkdirSync(home, { recursive: true });
  const known = { hasTrustDialogAccepted: true, hasCompletedProjectOnboarding: true };
  const settings = {
    ...{ hasCompletedOnboarding: true, theme: 'dark', customApiKeyResponses: { approved: [apiKey], rejected: [] } },
    projects: { [run.folder]: known },
  };
  writeFileSync(join(home, '.claude.json'), JSON.stringify(settings));
  const words = [run.program, ...run.args].map(word => `'${word.replaceAll("'", `'\\''`)}'`).join(' ');
  // The program that records terminal sessions brings the terminal.
  return spawn(
    'script',
    ['-qefc', `stty cols 120 rows 40; exec ${words}`, '/dev/null'],
    spawnOptions(run, 'xterm-256color'),
  );
}

/** Everything that it has printed so far, without the terminal's own codes. */
export function collect(child: ChildProcess): () => string {
  const output: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => output.push(chunk));
  child.stderr?.on('data', (chunk: Buffer) => output.push(chunk));
  return () => stripVTControlCharacters(Buffer.concat(output).toString('utf8'));
}

function homeOf({ folder, home = join(folder, '.home') }: ClaudeRun): string {
  return home;
}

function spawnOptions(run: ClaudeRun, terminal: string): SpawnOptions {
  const home = homeOf(run);
  mkdirSync(home, { recursive: true });
  return {
    cwd: run.folder,
    stdio: ['pipe', 'pipe', 'pipe'],
    timeout: 120_000,
    env: {
      HOME: home,
      PATH: process.env.PATH,
      TERM: terminal,
      LANG: 'C.UTF-8',
      ANTHROPIC_BASE_URL: run.baseUrl,
      ANTHROPIC_API_KEY: apiKey,
      ENABLE_TOOL_SEARCH: 'true',
      CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
      DISABLE_TELEMETRY: '1',
      DISABLE_AUTOUPDATER: '1',
      IS_SANDBOX: '1',
    },
  };
}
