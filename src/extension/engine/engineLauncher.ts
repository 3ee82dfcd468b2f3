import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Mode } from '../../shared/modes.ts';
import { engineEnvironment, type NetworkSettings } from './engineEnvironment.ts';
import { launchEngine, type RunningEngine } from './engineProcess.ts';
import { engineArguments, engineConfig, engineUpstreams, type Settings } from './engineSettings.ts';

export interface LauncherParts {
  readonly home: string;
  readonly program: string;
  /** Path of `dist/process.js`. */
  readonly script: string;
  readonly environment: NodeJS.ProcessEnv;
  settings(): Settings;
  /** What the person has agreed to of the mode that the settings name. */
  permitted(mode: Mode): Mode;
  network(): NetworkSettings;
  /** The base URL that terminals had before us, for the port that we are about to use. */
  priorUpstream(port: number): Promise<string | undefined>;
  log(line: string): void;
}

/** Starts the engine by the settings of this moment. */
export async function launchBySettings(parts: LauncherParts, port?: number): Promise<RunningEngine> {
  const saved = parts.settings();
  const settings = { ...saved, proxy: { ...saved.proxy, mode: parts.permitted(saved.proxy.mode) } };
  const upstreams = engineUpstreams(settings, await parts.priorUpstream(port ?? settings.proxy.port));
  const configFile = join(parts.home, 'editor-config.json');
  await mkdir(parts.home, { recursive: true, mode: 0o700 });
  await writeFile(configFile, JSON.stringify(engineConfig(settings)), { mode: 0o600 });
  const startedAt = performance.now();
  const engine = await launchEngine({
    program: parts.program,
    script: parts.script,
    arguments: engineArguments(settings, upstreams, { configFile, port }),
    environment: engineEnvironment(parts.environment, parts.network(), parts.home),
    home: parts.home,
    logFile: engineLogFile(parts.home),
  });
  const tookMs = Math.round(performance.now() - startedAt);
  parts.log(`Engine ${engine.file.pid} listens on port ${engine.file.port} after ${tookMs} ms.`);
  return engine;
}

export function engineLogFile(home: string): string {
  return join(home, 'engine.log');
}
