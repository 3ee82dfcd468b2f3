import type { EngineStatus } from '../../shared/panelProtocol.ts';
import { copilotChoice } from '../copilot/copilotChoice.ts';
import type { Choice } from '../editor.ts';
import { l10n } from '../l10n.ts';
import type { ClaudeCodeConnection, Services } from '../services.ts';
import { newestByClient, seenFrom } from './seenFrom.ts';

type Act = () => Promise<void>;

/** Shows each client with its state; then what can be done with it. */
export async function connectClient(services: Services): Promise<void> {
  const arrived = await newestByClient(services.session);
  const choices = [
    await claudeCodeChoice(services, {
      route: services.claudeCode,
      name: l10n.t('Claude Code in this workspace'),
      detail: l10n.t(
        'Its panel, terminals and SDK, by .claude/settings.local.json. Running conversations follow within seconds.',
      ),
    }),
    await claudeCodeChoice(services, {
      route: services.claudeCodeEverywhere,
      name: l10n.t('Claude Code in every folder'),
      detail: l10n.t('By ~/.claude/settings.json. A folder whose own settings name a base URL stays with that.'),
    }),
    await copilotChoice(services),
    terminalChoice(services),
    ...manualClients.map(client => manualChoice(client, arrived.get(client.name) ?? 0, services)),
  ];
  const act = await services.editor.choose(l10n.t('Headroom: which client?'), choices);
  await act?.();
}

/** One of the ways to lead Claude Code. */
interface ClaudeCodeOffer {
  readonly route: ClaudeCodeConnection;
  readonly name: string;
  /** What it does, for those who have not connected it. */
  readonly detail: string;
}

async function claudeCodeChoice(services: Services, offer: ClaudeCodeOffer): Promise<Choice<Act>> {
  const { route, name, detail } = offer;
  const isConnected = await route.isConnected();
  return {
    label: name,
    description: isConnected ? l10n.t('connected') : l10n.t('not connected'),
    detail: isConnected ? await seenFrom(services.session, { ...claudeCodeArrives, since: route.since }) : detail,
    value: () => chooseForClaudeCode(services, offer, isConnected),
  };
}

const claudeCodeArrives = { client: 'Claude Code', remedy: l10n.later('send a prompt to Claude Code there') };

async function chooseForClaudeCode(
  { editor, session }: Services,
  { route, name }: ClaudeCodeOffer,
  isConnected: boolean,
): Promise<void> {
  const connect = async (fetches: boolean): Promise<void> => {
    if (session.status.state !== 'running') await session.start();
    await route.connect(session.status.port, { fetches });
    const told = [
      l10n.t('{client} goes through Headroom from now on, also in running conversations.', { client: name }),
      ...(fetches ? [l10n.t('Conversations that begin from now on can fetch originals back.')] : []),
      l10n.t('Stop Proxy or Disconnect puts its settings back as they were.'),
    ];
    void editor.inform(told.join(' '));
  };
  const disconnect: Act = async () => {
    await route.disconnect();
    void editor.inform(l10n.t('{client} goes to its provider directly again.', { client: name }));
  };
  const act = await editor.choose<Act>(name, [
    ...(isConnected
      ? [{ label: l10n.t('Disconnect'), value: disconnect }]
      : [
          {
            label: l10n.t('Connect'),
            detail: l10n.t('Optimize only rewrites: it omits nothing.'),
            value: () => connect(false),
          },
        ]),
    ...(route.fetches === false || (route.fetches === true && !isConnected)
      ? [
          {
            label: isConnected ? l10n.t('Let It Fetch Originals') : l10n.t('Connect and Let It Fetch Originals'),
            detail: l10n.t(
              'Registers our MCP server in .mcp.json, kept out of git, and allows its tool: then optimize may also omit what can be had back.',
            ),
            value: () => connect(true),
          },
        ]
      : []),
    ...(route.fetches === undefined
      ? [
          {
            label: l10n.t('Copy the Command That Lets It Fetch Originals'),
            detail: l10n.t('claude mcp add, for your user. With it optimize may also omit what can be had back.'),
            value: () => editor.copy(`${route.retrievalCommand}\n`),
          },
        ]
      : []),
    {
      label: l10n.t('Copy Instructions'),
      detail: l10n.t('To do the same by hand, in any terminal.'),
      value: () => editor.copy(claudeCodeByHand(session.status)),
    },
  ]);
  await act?.();
}

function terminalChoice({ editor, terminalsAreRouted }: Services): Choice<Act> {
  const isOn = terminalsAreRouted();
  return {
    label: l10n.t('Terminals opened from now on'),
    description: isOn ? l10n.t('connected while the proxy runs') : l10n.t('not connected'),
    detail: l10n.t('Claude Code and Anthropic SDKs, by ANTHROPIC_BASE_URL. Settings of Claude Code win over it.'),
    value: async () => {
      const label = isOn ? l10n.t('Disconnect') : l10n.t('Connect');
      const act = await editor.choose<Act>(l10n.t('Terminals'), [
        { label, value: () => editor.saveRouteTerminals(!isOn) },
      ]);
      await act?.();
    },
  };
}

interface ManualClient {
  /** As exchanges call it, too. */
  readonly name: string;
  readonly detail: string;
  instructions(baseUrl: string): string;
}

/** Clients that a person points at the proxy; we copy what to enter and change nothing. */
const manualClients: readonly ManualClient[] = [
  {
    name: 'Copilot CLI',
    detail: l10n.later('With your GitHub sign-in, by COPILOT_API_URL in its terminal.'),
    instructions: baseUrl => `COPILOT_API_URL=${baseUrl}/copilot copilot\n`,
  },
  {
    name: 'Codex',
    detail: l10n.later('By its configuration; its environment is not asked.'),
    instructions: baseUrl => `codex -c openai_base_url="${baseUrl}/v1"\n`,
  },
  {
    name: 'Gemini CLI',
    detail: l10n.later('With an API key, by GOOGLE_GEMINI_BASE_URL.'),
    instructions: baseUrl => `GOOGLE_GEMINI_BASE_URL=${baseUrl} gemini\n`,
  },
  {
    name: 'opencode',
    detail: l10n.later('With Anthropic and OpenAI, by its configuration in one variable.'),
    instructions: baseUrl => {
      const provider = { options: { baseURL: `${baseUrl}/v1` } };
      return `OPENCODE_CONFIG_CONTENT='${JSON.stringify({ provider: { anthropic: provider, openai: provider } })}' opencode\n`;
    },
  },
  {
    name: 'aider',
    detail: l10n.later('With Anthropic and OpenAI, by the variables of its library.'),
    instructions: baseUrl => `ANTHROPIC_API_BASE=${baseUrl} OPENAI_API_BASE=${baseUrl}/v1 aider\n`,
  },
];

function manualChoice(
  { name, detail, instructions }: ManualClient,
  arrived: number,
  { editor, session }: Services,
): Choice<Act> {
  return {
    label: name,
    description: arrived === 0 ? l10n.t('copies instructions') : l10n.t('{n} of the newest exchanges', { n: arrived }),
    detail: l10n.t(detail),
    value: async () => {
      await editor.copy(instructions(baseUrlOf(session.status)));
      void editor.inform(
        l10n.t('Instructions for {client} are in the clipboard. They hold while the proxy runs.', { client: name }),
      );
    },
  };
}

function claudeCodeByHand(status: EngineStatus): string {
  return `ANTHROPIC_BASE_URL=${baseUrlOf(status)} ENABLE_TOOL_SEARCH=true claude\n`;
}

function baseUrlOf({ port }: EngineStatus): string {
  return `http://127.0.0.1:${port === 0 ? 8787 : port}`;
}
