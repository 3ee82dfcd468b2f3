import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { EngineLaunch } from '../../src/extension/engine/engineProcess.ts';

/** A home folder of its own for one test, and how to launch the fake engine in it. */
export interface FakeHome extends AsyncDisposable {
  readonly home: string;
  launchOf(...more: readonly string[]): EngineLaunch;
}

export async function makeFakeHome(): Promise<FakeHome> {
  const home = await mkdtemp(join(tmpdir(), 'headroom-home-'));
  return {
    home,
    launchOf: (...more) => ({
      program: process.execPath,
      script: fileURLToPath(new URL('./fakeEngine.ts', import.meta.url)),
      arguments: more,
      environment: { ...process.env, HEADROOM_HOME: home },
      home,
      logFile: join(home, 'engine.log'),
    }),
    async [Symbol.asyncDispose]() {
      await rm(home, { recursive: true, force: true });
    },
  };
}
