import { modeSummaries } from './modes.ts';
import { defaultProxySettings, type ProxySettings } from './proxySettings.ts';

/** Settings of the editor alone; the engine process never sees them. */
export interface HostSettings {
  readonly autoStart: boolean;
  readonly routeTerminals: boolean;
}

export interface SettingSpec {
  readonly summary: string;
  readonly default: unknown;
  /** The values that it may have, each with what it means. */
  readonly choices?: Readonly<Record<string, string>>;
  /** The rest of the setting's JSON schema. */
  readonly schema: Readonly<Record<string, unknown>>;
}

/** Beside `optionSpecs`: what the manifest shows for the settings of the proxy itself. */
export const proxySettingSpecs: Readonly<Record<keyof ProxySettings, SettingSpec>> = {
  mode: {
    summary: 'What the proxy may do to a request. Switch Mode… changes this setting.',
    default: defaultProxySettings.mode,
    choices: modeSummaries,
    schema: { type: 'string' },
  },
  port: {
    summary: 'Port of the proxy on 127.0.0.1. 0 picks a free one at each start.',
    default: defaultProxySettings.port,
    schema: { type: 'integer', minimum: 0, maximum: 65535 },
  },
  upstreams: {
    summary:
      'Where requests go, per provider (`anthropic`, `openai`, `google`, `copilot`) or name of your own. Without an entry: the provider itself (for `copilot` the API host of your plan), or the base URL that was set before Headroom.',
    default: defaultProxySettings.upstreams,
    schema: { type: 'object', additionalProperties: { type: 'string', pattern: '^https?://' } },
  },
  deadlineMs: {
    summary: 'Milliseconds that judging may add to a request before its original bytes are sent.',
    default: defaultProxySettings.deadlineMs,
    schema: { type: 'integer', minimum: 1 },
  },
  imageDeadlineMs: {
    summary: 'Milliseconds that looking at new pictures may add to a request before they are sent as they are.',
    default: defaultProxySettings.imageDeadlineMs,
    schema: { type: 'integer', minimum: 1 },
  },
  maxBodyBytes: {
    summary: 'Requests with a body above this size are relayed unread.',
    default: defaultProxySettings.maxBodyBytes,
    schema: { type: 'integer', minimum: 0 },
  },
  retentionDays: {
    summary: 'Days for which exchanges and originals are kept.',
    default: defaultProxySettings.retentionDays,
    schema: { type: 'integer', minimum: 1 },
  },
  maxStoreBytes: {
    summary: 'Bytes of recorded data after which the oldest exchanges are dropped.',
    default: defaultProxySettings.maxStoreBytes,
    schema: { type: 'integer', minimum: 1024 * 1024 },
  },
  assumeRetrieval: {
    summary:
      'My clients can retrieve originals. Without it, parts of tool results are left out only for clients whose requests offer the tool `headroom_retrieve`; others get rewritings that keep every value.',
    default: defaultProxySettings.assumeRetrieval,
    schema: { type: 'boolean' },
  },
  dailyBudgetUsd: {
    summary:
      "US dollars per day against which the Context MRI shows today's spending; 0 shows no budget. Nothing is stopped by it.",
    default: defaultProxySettings.dailyBudgetUsd,
    schema: { type: 'number', minimum: 0 },
  },
};

export const hostSettingSpecs: Readonly<Record<keyof HostSettings, SettingSpec>> = {
  autoStart: {
    summary: 'Start the proxy when VS Code opens.',
    default: false,
    schema: { type: 'boolean' },
  },
  routeTerminals: {
    summary:
      'Terminals opened while the proxy runs send Claude Code through it, by `ANTHROPIC_BASE_URL`. The variables end with the proxy.',
    default: true,
    schema: { type: 'boolean' },
  },
};

export const proxySettingNames = Object.keys(proxySettingSpecs) as readonly (keyof ProxySettings)[];
