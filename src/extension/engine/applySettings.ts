import type { Mode } from '../../shared/modes.ts';
import { actingOptionNames } from '../../shared/options.ts';
import { proxySettingNames } from '../../shared/settings.ts';
import type { Settings } from './engineSettings.ts';
import type { ProxySession } from './proxySession.ts';

export interface SettingsFollower {
  readonly session: Pick<ProxySession, 'status' | 'query' | 'setMode'>;
  settings(): Settings;
  /** Whether a person has agreed to this mode, who is asked where it is needed. */
  permits(mode: Mode): Promise<boolean>;
  /** Tells that something is read when the engine starts, and restarts it if a person wants that. */
  offerRestart(): Promise<void>;
}

/** The store is opened when the engine starts. */
const liveOptionNames = actingOptionNames.filter(name => name !== 'storeUrl');

const namesReadAtStart: readonly string[] = [
  ...proxySettingNames.filter(name => name !== 'mode'),
  ...(['storeUrl', 'routeTerminals'] as const),
];

/**
 * Options and mode change at once, everything else when the engine starts; one save may hold several. Options come first: in
 * a new mode no request may be judged by the options of before.
 */
export async function applySettings(isChanged: (name: string) => boolean, follower: SettingsFollower): Promise<void> {
  const { session } = follower;
  if (session.status.state !== 'running') return;
  const { options, proxy } = follower.settings();
  const changed = liveOptionNames.filter(isChanged);
  if (changed.length > 0) {
    const values = Object.fromEntries(changed.map(name => [name, options[name] ?? null]));
    await session.query({ type: 'setOptions', options: values });
  }
  if (isChanged('mode') && (await follower.permits(proxy.mode))) await session.setMode(proxy.mode);
  if (namesReadAtStart.some(isChanged)) await follower.offerRestart();
}
