/** Writes what the code already knows into package.json and package.nls.json: commands, views, settings and their texts. `--check` only compares. */
import { readFileSync, writeFileSync } from 'node:fs';
import { retrievalToolName } from '../src/engine/plan/retrievalTool.ts';
import { chatTopics } from '../src/extension/native/chatAnswer.ts';
import { retrievalArguments, retrievalDescription } from '../src/process/retrieval/retrievalTool.ts';
import { type CommandId, commandTitles } from '../src/shared/commandIds.ts';
import { chatParticipantId, contextViewId, viewContainerId } from '../src/shared/nativeIds.ts';
import { engineRunsContext, mcpProviderId } from '../src/shared/retrievalIds.ts';
import { configuration } from './manifestSettings.ts';
import { commandKey, manifestTexts, walkthrough } from './manifestTexts.ts';

const textsUrl = new URL('../package.nls.json', import.meta.url);
const manifestUrl = new URL('../package.json', import.meta.url);

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
    configuration,
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
