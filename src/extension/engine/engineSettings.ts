import { isMode } from '../../shared/modes.ts';
import { actingOptionNames, type OptionName, parseOptions } from '../../shared/options.ts';
import { defaultProxySettings, type ProxySettings } from '../../shared/proxySettings.ts';
import { type HostSettings, hostSettingSpecs, proxySettingNames } from '../../shared/settings.ts';

/** Everything under `headroom.*`, parsed. `options` holds only what a person has set, so that profiles keep their say. */
export interface Settings {
  readonly host: HostSettings;
  readonly proxy: ProxySettings;
  readonly options: Readonly<Partial<Record<OptionName, unknown>>>;
}

/** Returns what a person has set, or `undefined`. */
export type ReadSetting = (name: string) => unknown;

/** Throws `OptionError`, whose message names the setting, its value and what would fit. */
export function readSettings(read: ReadSetting): Settings {
  const options = Object.fromEntries(
    actingOptionNames.map(name => [name, read(name)]).filter(([, value]) => value !== undefined && value !== null),
  );
  parseOptions(options, 'proxy');
  const proxy = Object.fromEntries(
    proxySettingNames.map(name => [name, read(name)]).filter(([, value]) => value !== undefined),
  );
  return {
    host: {
      autoStart: readBoolean(read, 'autoStart'),
      routeTerminals: readBoolean(read, 'routeTerminals'),
    },
    proxy: { ...defaultProxySettings, ...proxy, mode: isMode(proxy.mode) ? proxy.mode : defaultProxySettings.mode },
    options,
  };
}

function readBoolean(read: ReadSetting, name: keyof HostSettings): boolean {
  const value = read(name);
  return typeof value === 'boolean' ? value : hostSettingSpecs[name].default === true;
}

/** Base URL per provider for the engine: what a person has set wins over what was found in the environment. */
export function engineUpstreams(settings: Settings, priorAnthropicUrl: string | undefined): Record<string, string> {
  return { ...(priorAnthropicUrl === undefined ? {} : { anthropic: priorAnthropicUrl }), ...settings.proxy.upstreams };
}

/** The file given to the engine as `--config`; flags beside it win. */
export function engineConfig(settings: Settings): Readonly<Record<string, unknown>> {
  const { mode: _mode, port: _port, upstreams: _upstreams, ...rest } = settings.proxy;
  return { ...rest, ...settings.options };
}

/** The engine's flags. A restart after a crash gives the port that clients already know. */
export function engineArguments(
  settings: Settings,
  upstreams: Readonly<Record<string, string>>,
  more: { readonly configFile: string; readonly port?: number | undefined },
): readonly string[] {
  return [
    ...['--port', String(more.port ?? settings.proxy.port)],
    ...['--mode', settings.proxy.mode],
    ...['--config', more.configFile],
    ...Object.entries(upstreams).flatMap(([name, url]) => ['--upstream', `${name}=${url}`]),
  ];
}
