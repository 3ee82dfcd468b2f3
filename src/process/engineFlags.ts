import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readUpstreams } from '../proxy/upstreams.ts';
import { isMode, isProfile, modes, profiles } from '../shared/modes.ts';
import { type OptionName, optionNamed, optionNames, optionSpecs, parseOptions } from '../shared/options.ts';
import { defaultProxySettings, type ProxySettings } from '../shared/proxySettings.ts';
import { proxySettingNames } from '../shared/settings.ts';
import { parseStoreUrl } from '../store/storeUrl.ts';
import { flagFault } from './flagFault.ts';

/** Everything that the flags of `headroom proxy` and its configuration file say. */
export interface EngineSettings {
  readonly proxy: ProxySettings;
  /** Only what was asked for, so that a profile keeps its say in the rest. */
  readonly options: Readonly<Partial<Record<OptionName, unknown>>>;
}

/** Wrong usage. The message names the flag and what would fit; commands end with exit code 2. */
export class UsageError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'UsageError';
  }
}

type Values = Readonly<Record<string, unknown>>;

/** Parses the arguments after `headroom proxy`. Flags win over the configuration file, the file over the defaults. */
export function parseEngineFlags(
  args: readonly string[],
  readFile: (path: string) => string = path => readFileSync(path, 'utf8'),
): EngineSettings {
  const flags = readFlags(args);
  const config = typeof flags.config === 'string' ? readConfig(flags.config, readFile) : {};
  const { config: _, upstream, ...rest } = flags;
  const given: Values = { ...config, ...rest };
  const upstreams = { ...objectAt(config, 'upstreams'), ...parseUpstreams(upstream) };
  const settings = { proxy: proxySettings(given, upstreams), options: optionsIn(given) };
  refuseUrls(settings);
  return settings;
}

/** URLs that nobody can use are wrong usage, so they are refused before anything is started. */
function refuseUrls({ proxy, options }: EngineSettings): void {
  try {
    readUpstreams(proxy.upstreams);
    if (typeof options.storeUrl === 'string') parseStoreUrl(options.storeUrl, { folder: '/', exists: () => false });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

function readFlags(args: readonly string[]): Values {
  const text = { type: 'string' } as const;
  const boolean = { type: 'boolean' } as const;
  const settings = proxySettingNames
    .filter(name => name !== 'upstreams')
    .map(name => [kebab(name), typeof defaultProxySettings[name] === 'boolean' ? boolean : text] as const);
  const options = optionNames.map(
    name => [kebab(name), optionSpecs[name].kind.type === 'boolean' ? boolean : text] as const,
  );
  const aliases = { config: text, upstream: { ...text, multiple: true }, profile: text, store: text } as const;
  const known = { ...Object.fromEntries([...settings, ...options]), ...aliases };
  try {
    const { values } = parseArgs({ args: [...args], options: known, allowNegative: true });
    return Object.fromEntries(
      Object.entries(values).map(([flag, value]) => [settingName(flag), flagValue(flag, value)]),
    );
  } catch (error) {
    throw new UsageError(flagFault(error, Object.keys(known)), { cause: error });
  }
}

/** Flags are text; what their option wants is decided by the schema. */
export function flagValue(flag: string, value: unknown): unknown {
  const name = optionNamed(flag);
  if (typeof value !== 'string') return value;
  const kind = name === undefined ? undefined : optionSpecs[name].kind.type;
  if (kind === 'limits' || kind === 'toolProfiles') return parseJson(`--${flag}`, value);
  const isNumber = kind === 'integer' || kind === 'share' || numericSettings.has(settingName(flag));
  return isNumber && value.trim() !== '' && Number.isFinite(Number(value)) ? Number(value) : value;
}

const numericSettings = new Set(
  Object.entries(defaultProxySettings).flatMap(([name, value]) => (typeof value === 'number' ? [name] : [])),
);

function readConfig(path: string, readFile: (path: string) => string): Values {
  let text: string;
  try {
    text = readFile(path);
  } catch (error) {
    throw new UsageError(`The configuration file ${path} cannot be read. Give the path of a JSON file.`, {
      cause: error,
    });
  }
  const value = parseJson(path, text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new UsageError(`The configuration file ${path} must hold one JSON object.`);
  }
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [settingName(name), entry]));
}

function optionsIn(given: Values): EngineSettings['options'] {
  const known = new Set<string>([...proxySettingNames, 'config']);
  const options = Object.fromEntries(
    Object.entries(given).filter(([name, value]) => !known.has(name) && value !== undefined),
  );
  try {
    parseOptions(options, 'proxy');
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error });
  }
  return options;
}

function proxySettings(given: Values, upstreams: Readonly<Record<string, string>>): ProxySettings {
  const { mode = defaultProxySettings.mode, savingsProfile } = given;
  if (!isMode(mode)) throw new UsageError(`--mode is ${JSON.stringify(mode)}. Give one of ${modes.join(', ')}.`);
  if (savingsProfile !== undefined && !isProfile(savingsProfile)) {
    throw new UsageError(`--profile is ${JSON.stringify(savingsProfile)}. Give one of ${profiles.join(', ')}.`);
  }
  const whole = (name: keyof ProxySettings, least: number, most: number): number => {
    const value = given[name] ?? defaultProxySettings[name];
    if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value;
    throw new UsageError(`--${kebab(name)} is ${JSON.stringify(value)}. Give a whole number from ${least} to ${most}.`);
  };
  return {
    mode,
    upstreams,
    port: whole('port', 0, 65_535),
    deadlineMs: whole('deadlineMs', 1, 60_000),
    imageDeadlineMs: whole('imageDeadlineMs', 1, 60_000),
    maxBodyBytes: whole('maxBodyBytes', 0, 2 ** 31),
    retentionDays: whole('retentionDays', 1, 36_500),
    maxStoreBytes: whole('maxStoreBytes', 1024 * 1024, Number.MAX_SAFE_INTEGER),
    assumeRetrieval: yesOrNo(given, 'assumeRetrieval'),
    dailyBudgetUsd: dollars(given, 'dailyBudgetUsd'),
  };
}

function dollars(given: Values, name: 'dailyBudgetUsd'): number {
  const value = given[name] ?? defaultProxySettings[name];
  if (typeof value === 'number' && Number.isFinite(value) && value >= 0) return value;
  throw new UsageError(`--${kebab(name)} is ${JSON.stringify(value)}. Give US dollars, or 0 for none.`);
}

function yesOrNo(given: Values, name: 'assumeRetrieval'): boolean {
  const value = given[name] ?? defaultProxySettings[name];
  if (typeof value === 'boolean') return value;
  throw new UsageError(`"${name}" is ${JSON.stringify(value)}. Give true or false.`);
}

function parseUpstreams(given: unknown): Readonly<Record<string, string>> {
  const entries = Array.isArray(given) ? given.filter(entry => typeof entry === 'string') : [];
  return Object.fromEntries(
    entries.map(entry => {
      const at = entry.indexOf('=');
      if (at < 1)
        throw new UsageError(`--upstream is "${entry}". Give NAME=URL, e.g. anthropic=http://127.0.0.1:9999.`);
      return [entry.slice(0, at), entry.slice(at + 1)];
    }),
  );
}

function objectAt(config: Values, name: string): Readonly<Record<string, string>> {
  const value = config[name] ?? {};
  if (typeof value === 'object' && !Array.isArray(value)) {
    const entries = Object.entries(value ?? {});
    if (entries.every((entry): entry is [string, string] => typeof entry[1] === 'string'))
      return Object.fromEntries(entries);
  }
  throw new UsageError(`"${name}" must be an object of names and URLs.`);
}

function parseJson(place: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${place} is not JSON.`, { cause: error });
  }
}

/** `--store` and `--profile` are short for their options. */
function settingName(flag: string): string {
  if (flag === 'store') return 'storeUrl';
  if (flag === 'profile') return 'savingsProfile';
  return flag.replace(/[-_]([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

export function kebab(name: string): string {
  return name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`);
}
