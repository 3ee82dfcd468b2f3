import { chatTopics } from '../src/extension/native/chatAnswer.ts';
import { commandTitles } from '../src/shared/commandIds.ts';
import { settingTexts } from './manifestSettings.ts';

/**
 * What people read of the manifest in English, by key. VS Code takes these from `package.nls.json`, or from the file of its
 * own language beside it, wherever the manifest says `%key%`.
 */
export const manifestTexts = {
  ...Object.fromEntries(Object.entries(commandTitles).map(([id, title]) => [commandKey(id), title])),
  ...Object.fromEntries(Object.entries(chatTopics).map(([name, summary]) => [`chat.${name}`, summary])),
  ...settingTexts,
  'chat.description': 'Why is my context full? Answers from recorded requests, without asking a model.',
  'view.context': 'Context',
  'view.welcome': `See what your coding agents send to their models, and what of it buys nothing.\n[${commandTitles['headroom.startProxy']}](command:headroom.startProxy)\nThe proxy listens on this machine only and begins in audit mode, which changes no request.`,
  'tool.name': 'Retrieve an original',
  'tool.description': 'Gives back text that Headroom left out of a tool result.',
  'walkthrough.title': 'See what your agent sends',
  'walkthrough.description': 'Four steps from installing Headroom to the first smaller request.',
  'walkthrough.proxy.title': 'Start the proxy',
  'walkthrough.proxy.description': `It listens on this machine only, starts in audit mode and changes no request.\n[${commandTitles['headroom.startProxy']}](command:headroom.startProxy)`,
  'walkthrough.proxy.alt': 'Coding agents send their requests through Headroom on this machine to the provider.',
  'walkthrough.agent.title': 'Connect an agent',
  'walkthrough.agent.description': `Claude Code per folder or everywhere, GitHub Copilot, any terminal: each with what it sees and what it leaves alone. Disconnecting puts every setting back as it was.\n[${commandTitles['headroom.connectClient']}](command:headroom.connectClient)`,
  'walkthrough.agent.alt': 'Agents of several kinds, each joined to Headroom by a line that can be taken away.',
  'walkthrough.inspect.title': 'See what fills the context',
  'walkthrough.inspect.description': `Work as usual; every request appears in the Context MRI: what it holds, what is paid for again, where the cache broke.\n[${commandTitles['headroom.openMri']}](command:headroom.openMri)`,
  'walkthrough.inspect.alt': 'A request as a row of blocks; the part that buys nothing is marked.',
  'walkthrough.optimize.title': 'Send less, keep everything',
  'walkthrough.optimize.description': `In optimize mode new tool results go upstream smaller. Each change has a diff, and every original can be had back.\n[${commandTitles['headroom.switchMode']}](command:headroom.switchMode)\n[${commandTitles['headroom.openNewestDiff']}](command:headroom.openNewestDiff)`,
  'walkthrough.optimize.alt': 'The same request, shorter; the saved part is marked as headroom.',
} as const;

/** `headroom.startProxy` as `command.startProxy`. */
export function commandKey(id: string): string {
  return id.replace('headroom.', 'command.');
}

/** The steps of the walkthrough, with the pictures that explain them and the command that completes each. */
export const walkthrough = {
  id: 'start',
  title: '%walkthrough.title%',
  description: '%walkthrough.description%',
  steps: [
    step('proxy', 'start', 'headroom.startProxy'),
    step('agent', 'connect', 'headroom.connectClient'),
    step('inspect', 'inspect', 'headroom.openMri'),
    step('optimize', 'optimize', 'headroom.switchMode'),
  ],
};

function step(id: string, picture: string, completedBy: keyof typeof commandTitles) {
  return {
    id,
    title: `%walkthrough.${id}.title%`,
    description: `%walkthrough.${id}.description%`,
    media: { svg: `media/walkthrough/${picture}.svg`, altText: `%walkthrough.${id}.alt%` },
    completionEvents: [`onCommand:${completedBy}`],
  };
}
