import { execFile } from 'node:child_process';
import type { EngineStatus } from '../shared/panelProtocol.ts';
import type { Settings } from './engine/engineSettings.ts';

export interface DiagnosticFacts {
  readonly version: string;
  readonly editor: string;
  readonly platform: string;
  readonly status: EngineStatus;
  readonly settings: Settings;
  readonly doctor: string;
  readonly userFolder: string;
}

/** What a bug report needs and a person can publish: no prompts, no keys, no names of people. */
export function describeDiagnostics({ version, editor, platform, status, settings, ...more }: DiagnosticFacts): string {
  const upstreams = Object.fromEntries(
    Object.entries(settings.proxy.upstreams).map(([name, url]) => [name, hostOnly(url)]),
  );
  const text = [
    `Headroom ${version} in ${editor} on ${platform}`,
    `Engine: ${JSON.stringify(status)}`,
    `Settings: ${JSON.stringify({ ...settings, proxy: { ...settings.proxy, upstreams } })}`,
    more.doctor,
  ].join('\n');
  return redact(text, more.userFolder);
}

/** `headroom doctor` of this installation, whatever it says. */
export function runDoctorProgram(program: string, script: string, environment: NodeJS.ProcessEnv): Promise<string> {
  return new Promise(resolve => {
    execFile(
      program,
      [script, 'doctor'],
      { env: environment, timeout: 30_000, windowsHide: true },
      (error, out, warned) => {
        const said = [out, warned].filter(text => text.trim() !== '').join('\n');
        resolve(said === '' ? String(error ?? 'The doctor said nothing.') : said);
      },
    );
  });
}

function hostOnly(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : 'not a URL';
}

/** Words that look like keys go, and the home folder loses its owner's name. */
function redact(text: string, userFolder: string): string {
  return (
    text
      // As JSON a path of Windows has its separators twice.
      .replaceAll(JSON.stringify(userFolder).slice(1, -1), '~')
      .replaceAll(userFolder, '~')
      .replace(/\/\/[^/\s"@]+@/g, '//[redacted]@')
      .replace(/\b(?:sk|ghp|gho|ghu|xox[abp]|AIza)[-_\w]{12,}|\b(?=[\w-]*\d)(?=[\w-]*[A-Z])[\w-]{32,}/g, '[redacted]')
  );
}
