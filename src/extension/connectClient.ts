import type { EngineStatus } from '../shared/panelProtocol.ts';
import { copilotChoice } from './copilot/copilotChoice.ts';
import type { Choice } from './editor.ts';
import { seenFrom } from './seenFrom.ts';
import type { ClaudeCodeConnection, Services } from './services.ts';

type Act = () => Promise<void>;

/** Shows each client with its state; then what can be done with it. */
export async function connectClient(services: Services): Promise<void> {
  const choices = [
    await claudeCodeChoice(services, {
      route: services.claudeCode,
      name: 'Claude Code in this workspace',
      detail:
        'Its panel, terminals and SDK, by .claude/settings.local.json. Running conversations follow within seconds.',
    }),
    await claudeCodeChoice(services, {
      route: services.claudeCodeEverywhere,
      name: 'Claude Code in every folder',
      detail: 'By ~/.claude/settings.json. A folder whose own settings name a base URL stays with that.',
    }),
    await copilotChoice(services),
    terminalChoice(services),
    ...manualClients.map(client => manualChoice(client, services)),
  ];
  const act = await services.editor.choose('Headroom: which client?', choices);
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
    description: isConnected ? 'connected' : 'not connected',
    detail: isConnected ? await seenFrom(services.session, { ...claudeCodeArrives, since: route.since }) : detail,
    value: () => chooseForClaudeCode(services, offer, isConnected),
  };
}

const claudeCodeArrives = { client: 'Claude Code', remedy: 'send a prompt to Claude Code there' };

async function chooseForClaudeCode(
  { editor, session }: Services,
  { route, name }: ClaudeCodeOffer,
  isConnected: boolean,
): Promise<void> {
  const connect = async (fetches: boolean): Promise<void> => {
    if (session.status.state !== 'running') await session.start();
    await route.connect(session.status.port, { fetches });
    const originals = fetches ? ' Conversations that begin from now on can fetch originals back.' : '';
    void editor.inform(
      `${name} goes through Headroom from now on, also in running conversations.${originals} Stop Proxy or Disconnect puts its settings back as they were.`,
    );
  };
  const disconnect: Act = async () => {
    await route.disconnect();
    void editor.inform(`${name} goes to its provider directly again.`);
  };
  const act = await editor.choose<Act>(name, [
    ...(isConnected
      ? [{ label: 'Disconnect', value: disconnect }]
      : [{ label: 'Connect', detail: 'Optimize only rewrites: it omits nothing.', value: () => connect(false) }]),
    ...(route.fetches === false || (route.fetches === true && !isConnected)
      ? [
          {
            label: isConnected ? 'Let It Fetch Originals' : 'Connect and Let It Fetch Originals',
            detail:
              'Registers our MCP server in .mcp.json, kept out of git, and allows its tool: then optimize may also omit what can be had back.',
            value: () => connect(true),
          },
        ]
      : []),
    ...(route.fetches === undefined
      ? [
          {
            label: 'Copy the Command That Lets It Fetch Originals',
            detail: 'claude mcp add, for your user. With it optimize may also omit what can be had back.',
            value: () => editor.copy(`${route.retrievalCommand}\n`),
          },
        ]
      : []),
    {
      label: 'Copy Instructions',
      detail: 'To do the same by hand, in any terminal.',
      value: () => editor.copy(claudeCodeByHand(session.status)),
    },
  ]);
  await act?.();
}

function terminalChoice({ editor, terminalsAreRouted }: Services): Choice<Act> {
  const isOn = terminalsAreRouted();
  return {
    label: 'Terminals opened from now on',
    description: isOn ? 'connected while the proxy runs' : 'not connected',
    detail: 'Claude Code and Anthropic SDKs, by ANTHROPIC_BASE_URL. Settings of Claude Code win over it.',
    value: async () => {
      const label = isOn ? 'Disconnect' : 'Connect';
      const act = await editor.choose<Act>('Terminals', [{ label, value: () => editor.saveRouteTerminals(!isOn) }]);
      await act?.();
    },
  };
}

interface ManualClient {
  readonly label: string;
  readonly detail: string;
  instructions(baseUrl: string): string;
}

/** Clients that a person points at the proxy; we copy what to enter and change nothing. */
const manualClients: readonly ManualClient[] = [
  {
    label: 'Copilot CLI',
    detail: 'With your GitHub sign-in, by COPILOT_API_URL in its terminal.',
    instructions: baseUrl => `COPILOT_API_URL=${baseUrl}/copilot copilot\n`,
  },
  {
    label: 'Codex',
    detail: 'By its configuration; its environment is not asked.',
    instructions: baseUrl => `codex -c openai_base_url="${baseUrl}/v1"\n`,
  },
  {
    label: 'Gemini CLI',
    detail: 'With an API key, by GOOGLE_GEMINI_BASE_URL.',
    instructions: baseUrl => `GOOGLE_GEMINI_BASE_URL=${baseUrl} gemini\n`,
  },
];

function manualChoice({ label, detail, instructions }: ManualClient, { editor, session }: Services): Choice<Act> {
  return {
    label,
    description: 'copies instructions',
    detail,
    value: async () => {
      await editor.copy(instructions(baseUrlOf(session.status)));
      void editor.inform(`Instructions for ${label} are in the clipboard. They hold while the proxy runs.`);
    },
  };
}

function claudeCodeByHand(status: EngineStatus): string {
  return `ANTHROPIC_BASE_URL=${baseUrlOf(status)} ENABLE_TOOL_SEARCH=true claude\n`;
}

function baseUrlOf({ port }: EngineStatus): string {
  return `http://127.0.0.1:${port === 0 ? 8787 : port}`;
}
