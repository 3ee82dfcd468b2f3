import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What a tool prints in a scripted loop: records as an API gives them, shorter than what Copilot CLI itself cuts off. */
export const orders = JSON.stringify(
  Array.from({ length: 100 }, (_, i) => ({
    id: 10_000 + i,
    customer: `customer-${(i * 7) % 31}`,
    status: i === 77 ? 'failed' : 'paid',
    total: (i * 1375) / 100,
  })),
  null,
  2,
);

/** A folder in which Copilot CLI works, with a program in it that prints `orders`. */
export class CopilotProject implements Disposable {
  readonly folder = mkdtempSync(join(tmpdir(), 'headroom-copilot-'));

  constructor() {
    writeFileSync(join(this.folder, 'orders.mjs'), `process.stdout.write(${JSON.stringify(orders)});\n`);
    mkdirSync(join(this.folder, '.home'));
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  /** Starts it on one prompt. Everything that is not loopback is led to a port where nobody listens. */
  start(program: string, variables: Readonly<Record<string, string>>, ...args: readonly string[]): ChildProcess {
    return this.#spawn(program, [...prompted, ...args], variables);
  }

  /** Runs it to its end. */
  run(program: string, variables: Readonly<Record<string, string>>, ...args: readonly string[]): Promise<Ran> {
    return untilClosed(this.start(program, variables, ...args));
  }

  /** Runs it as `headroom wrap copilot` does, with these flags of the engine. */
  wrap(program: string, variables: Readonly<Record<string, string>>, flags: readonly string[]): Promise<Ran> {
    const headroom = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
    const path = `${dirname(program)}${delimiter}${process.env.PATH}`;
    const args = [headroom, 'wrap', 'copilot', ...flags, '--', ...prompted, '--model', 'claude-sonnet-4.6'];
    return untilClosed(this.#spawn(process.execPath, args, { ...variables, PATH: path }));
  }

  #spawn(program: string, args: readonly string[], variables: Readonly<Record<string, string>>): ChildProcess {
    return spawn(program, args, {
      cwd: this.folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: 120_000,
      env: {
        HOME: join(this.folder, '.home'),
        ...{ PATH: process.env.PATH, TERM: 'dumb', LANG: 'C.UTF-8', COPILOT_AUTO_UPDATE: 'false' },
        ...{ HTTPS_PROXY: nowhere, HTTP_PROXY: nowhere, NO_PROXY: '127.0.0.1,localhost' },
        ...variables,
      },
    });
  }
}

async function untilClosed(child: ChildProcess): Promise<Ran> {
  const output: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => output.push(chunk));
  child.stderr?.on('data', (chunk: Buffer) => output.push(chunk));
  const [code] = await once(child, 'close');
  return { output: Buffer.concat(output).toString('utf8'), code };
}

interface Ran {
  /** What it said on both of its channels. */
  readonly output: string;
  readonly code: number | null;
}

const nowhere = 'http://127.0.0.1:9';
const prompted = ['-p', 'List the orders', '--allow-all-tools', '--disable-builtin-mcps', '--no-color'] as const;

/** As it runs with a GitHub account: its models by way of `baseUrl`, its sign-in at a stand-in for GitHub's API. */
export function accountVariables(baseUrl: string, gitHubUrl: string): Readonly<Record<string, string>> {
  return {
    COPILOT_API_URL: baseUrl,
    COPILOT_DEBUG_GITHUB_API_URL: gitHubUrl,
    COPILOT_GITHUB_TOKEN: 'gho_dummydummydummydummydummydummydummy',
  };
}
