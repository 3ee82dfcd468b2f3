/** Writes what the code already knows into package.json and package.nls.json: commands, views, settings and their texts. `--check` only compares. */
import { readFileSync, writeFileSync } from 'node:fs';
import { retrievalToolName } from '../src/engine/plan/retrievalTool.ts';
import { chatTopics } from '../src/extension/native/chatAnswer.ts';
import { retrievalArguments, retrievalDescription } from '../src/process/retrievalTool.ts';
import { overrideKey } from '../src/routing/copilot/leadCopilot.ts';
import { type CommandId, commandTitles } from '../src/shared/commandIds.ts';
import { profileSummaries, profiles } from '../src/shared/modes.ts';
import { chatParticipantId, contextViewId, viewContainerId } from '../src/shared/nativeIds.ts';
import {
  actingOptionNames,
  defaultOptions,
  type OptionKind,
  type OptionName,
  optionSpecs,
} from '../src/shared/options.ts';
import { engineRunsContext, mcpProviderId } from '../src/shared/retrievalIds.ts';
import { hostSettingSpecs, proxySettingSpecs, type SettingSpec } from '../src/shared/settings.ts';
import { unreachable } from '../src/shared/unreachable.ts';
import { commandKey, manifestTexts, walkthrough } from './manifestTexts.ts';

const textsUrl = new URL('../package.nls.json', import.meta.url);
const manifestUrl = new URL('../package.json', import.meta.url);

/**
 * One engine serves every window of a user, so its settings belong to the machine it runs on: a workspace, which may
 * be somebody else's repository, can neither redirect an upstream nor change what is done to requests.
 */
const scope = 'machine';

/** The parts of `contributes` that derive from `src/shared`. */
export function derivedContributions() {
  return {
    commands: Object.keys(commandTitles).map(command => ({
      command,
      title: `%${commandKey(command)}%`,
      category: 'Headroom',
      ...(icons[command as CommandId] ? { icon: icons[command as CommandId] } : {}),
    })),
    menus: { commandPalette: paletteConditions(), 'view/title': viewTitle },
    viewsContainers: { activitybar: [{ id: viewContainerId, title: 'Headroom', icon: '$(pulse)' }] },
    views: { [viewContainerId]: [{ id: contextViewId, name: '%view.context%', icon: '$(pulse)' }] },
    viewsWelcome: [{ view: contextViewId, contents: '%view.welcome%', when: `!${engineRunsContext}` }],
    walkthroughs: [walkthrough],
    chatParticipants: [chatParticipant],
    mcpServerDefinitionProviders: [{ id: mcpProviderId, label: 'Headroom' }],
    languageModelTools: [retrievalTool],
    configuration: [
      section('Proxy', { ...hostSettingSpecs, ...proxySettingSpecs }),
      section('Compression', Object.fromEntries(actingOptionNames.map(name => [name, optionSetting(name)]))),
      copilotSection,
    ],
  };
}

/** For Copilot, and for any extension that uses the editor's models. Offered only while an engine runs. */
const retrievalTool = {
  name: retrievalToolName,
  toolReferenceName: 'headroomRetrieve',
  displayName: '%tool.name%',
  userDescription: '%tool.description%',
  modelDescription: retrievalDescription,
  canBeReferencedInPrompt: true,
  icon: '$(pulse)',
  when: engineRunsContext,
  tags: ['headroom'],
  inputSchema: {
    type: 'object',
    properties: {
      handle: { type: 'string', description: retrievalArguments.handle },
      lines: { type: 'string', description: retrievalArguments.lines },
      grep: { type: 'string', description: retrievalArguments.grep },
      fromChar: { type: 'integer', minimum: 1, description: retrievalArguments.fromChar },
    },
    required: ['handle'],
  },
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
      markdownDescription:
        'Where Copilot Chat sends its requests instead of its own service. Headroom: Connect a Client… sets it while the proxy runs and takes it back.',
    },
  },
};

const viewTitle = (['headroom.openMri', 'headroom.switchMode'] as const).map((command, order) => ({
  command,
  when: `view == ${contextViewId}`,
  group: `navigation@${order}`,
}));

const chatParticipant = {
  id: chatParticipantId,
  name: 'headroom',
  fullName: 'Headroom',
  description: '%chat.description%',
  commands: Object.keys(chatTopics).map(name => ({ name, description: `%chat.${name}%` })),
};

/** Commands that mean something only while an engine answers; all others are always offered. */
const needsEngine: readonly CommandId[] = [
  'headroom.stopProxy',
  'headroom.restartProxy',
  'headroom.pause',
  'headroom.openNewestDiff',
  'headroom.excludeTool',
  'headroom.exportData',
  'headroom.clearData',
];

function paletteConditions() {
  return needsEngine.map(command => ({ command, when: engineRunsContext }));
}

const icons: Partial<Record<CommandId, string>> = {
  'headroom.openMri': '$(pulse)',
  'headroom.simulatePrompt': '$(beaker)',
  'headroom.switchMode': '$(settings)',
};

function section(title: string, specs: Readonly<Record<string, SettingSpec>>) {
  const properties = Object.entries(specs).map(([name, spec], order) => [
    `headroom.${name}`,
    { order, scope, ...spec.schema, default: spec.default, markdownDescription: spec.summary },
  ]);
  return { title, properties: Object.fromEntries(properties) };
}

function optionSetting(name: OptionName): SettingSpec {
  const { kind, summary, optional } = optionSpecs[name];
  const { type, ...rest } = schemaOf(kind);
  return {
    summary,
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
      return { type: 'string', enum: kind.of, enumDescriptions: profiles.map(profile => profileSummaries[profile]) };
    case 'limits':
      return { type: 'object', additionalProperties: { type: 'integer', minimum: 1 } };
    case 'toolProfiles':
      return { type: 'object', additionalProperties: { anyOf: [{ const: 'off' }, toolLimits] } };
    default:
      return unreachable(kind);
  }
}

const limit = { type: 'integer', minimum: 1 };
const toolLimits = {
  type: 'object',
  properties: { maxArrayItems: limit, maxStringLength: limit, maxDepth: limit, maxLines: limit },
  additionalProperties: false,
};

if (import.meta.main) {
  const current = readFileSync(manifestUrl, 'utf8');
  const manifest = JSON.parse(current);
  const derived = { ...manifest, contributes: { ...manifest.contributes, ...derivedContributions() } };
  const next = `${JSON.stringify(derived, null, 2)}\n`;
  if (process.argv.includes('--check')) {
    process.exitCode = next === current ? 0 : 1;
  } else {
    writeFileSync(manifestUrl, next);
    writeFileSync(textsUrl, `${JSON.stringify(manifestTexts, null, 2)}\n`);
  }
}
