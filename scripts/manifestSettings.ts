import { overrideKey } from '../src/routing/copilot/leadCopilot.ts';
import { profileSummaries } from '../src/shared/modes.ts';
import {
  actingOptionNames,
  defaultOptions,
  type OptionKind,
  type OptionName,
  optionSpecs,
} from '../src/shared/options.ts';
import { hostSettingSpecs, proxySettingSpecs, type SettingSpec } from '../src/shared/settings.ts';
import { unreachable } from '../src/shared/unreachable.ts';

/**
 * One engine serves every window of a user, so its settings belong to the machine it runs on: a workspace, which may
 * be somebody else's repository, can neither redirect an upstream nor change what is done to requests.
 */
const scope = 'machine';

const limit = { type: 'integer', minimum: 1 };
const toolLimits = {
  type: 'object',
  properties: { maxArrayItems: limit, maxStringLength: limit, maxDepth: limit, maxLines: limit },
  additionalProperties: false,
};

const specsOf: Readonly<Record<'proxy' | 'compression', Readonly<Record<string, SettingSpec>>>> = {
  proxy: { ...hostSettingSpecs, ...proxySettingSpecs },
  compression: Object.fromEntries(actingOptionNames.map(name => [name, optionSetting(name)])),
};

/**
 * Copilot reads this key, but does not declare it. Declared, VS Code shows what it is, and Settings Sync keeps it from
 * machines on which no proxy listens; `application` is the only scope that Copilot heeds.
 */
const copilotSection = {
  title: 'GitHub Copilot',
  properties: {
    [overrideKey]: {
      scope: 'application',
      ignoreSync: true,
      type: 'string',
      default: '',
      markdownDescription: '%setting.overrideCapiUrl%',
    },
  },
};

/** What the manifest says about settings. */
export const configuration = [section('proxy'), section('compression'), copilotSection];

/** The English texts of the settings, by the keys under which the manifest names them. */
export const settingTexts: Readonly<Record<string, string>> = {
  'section.proxy': 'Proxy',
  'section.compression': 'Compression',
  ...Object.fromEntries(
    Object.values(specsOf)
      .flatMap(specs => Object.entries(specs))
      .flatMap(([name, { summary, choices = {} }]) => [
        [`setting.${name}`, summary],
        ...Object.entries(choices).map(([value, meaning]) => [`setting.${name}.${value}`, meaning]),
      ]),
  ),
  'setting.overrideCapiUrl':
    'Where Copilot Chat sends its requests instead of its own service. Headroom: Connect a Client… sets it while the proxy runs and takes it back.',
};

function section(id: keyof typeof specsOf) {
  const properties = Object.entries(specsOf[id]).map(([name, spec], order) => {
    const summaries = { markdownDescription: `%setting.${name}%`, ...enumDescriptions(name, spec) };
    return [`headroom.${name}`, { order, scope, ...spec.schema, default: spec.default, ...summaries }];
  });
  return { title: `%section.${id}%`, properties: Object.fromEntries(properties) };
}

function enumDescriptions(name: string, { choices }: SettingSpec) {
  return choices === undefined
    ? {}
    : { enum: Object.keys(choices), enumDescriptions: Object.keys(choices).map(value => `%setting.${name}.${value}%`) };
}

function optionSetting(name: OptionName): SettingSpec {
  const { kind, summary, optional } = optionSpecs[name];
  const { type, ...rest } = schemaOf(kind);
  return {
    summary,
    ...(kind.type === 'choice' && { choices: profileSummaries }),
    default: optional ? null : defaultOptions('proxy')[name],
    schema: { type: optional ? [type, 'null'] : type, ...rest },
  };
}

function schemaOf(kind: OptionKind): Readonly<Record<string, unknown>> & { readonly type: string } {
  switch (kind.type) {
    case 'boolean':
      return { type: 'boolean' };
    case 'integer':
      return { type: 'integer', minimum: kind.min };
    case 'share':
      return { type: 'number', exclusiveMinimum: 0, maximum: 1 };
    case 'text':
      return { type: 'string', minLength: 1 };
    case 'choice':
      return { type: 'string' };
    case 'limits':
      return { type: 'object', additionalProperties: { type: 'integer', minimum: 1 } };
    case 'toolProfiles':
      return { type: 'object', additionalProperties: { anyOf: [{ const: 'off' }, toolLimits] } };
    default:
      return unreachable(kind);
  }
}
