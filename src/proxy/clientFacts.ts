import { headerOf, type RawHeaders } from './headers.ts';

/** Who sent a request, as far as its headers say. Labels for people: nothing is decided by them. */
export interface ClientFacts {
  readonly client: string;
  /** The client's own id of the session. */
  readonly session?: string;
  /** Label of a sub-agent. */
  readonly branch?: string;
}

const clients: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/\bclaude-cli\b/i, 'Claude Code'],
  [/\bcopilot\/|copilot-developer-cli/i, 'Copilot CLI'],
  [/\bgithubcopilotchat\b|\bvscode\b.*copilot/i, 'GitHub Copilot'],
  [/\bcodex/i, 'Codex'],
  [/\bgeminicli\b|\bgemini-cli\b/i, 'Gemini CLI'],
  [/\bopencode\b/i, 'opencode'],
  [/\baider\b|litellm/i, 'aider'],
  [/\banthropic\//i, 'Anthropic SDK'],
  [/\bopenai\//i, 'OpenAI SDK'],
  [/\bgoogle-genai/i, 'Google Gen AI SDK'],
];

const sessionHeaders = [
  'x-claude-code-session-id',
  'x-client-session-id',
  'session-id',
  'x-session-id',
  'vscode-sessionid',
];

/** Credentials are never read here: only the headers named in this file. */
export function readClientFacts(headers: RawHeaders): ClientFacts {
  const session = sessionHeaders.map(name => headerOf(headers, name)).find(value => value !== undefined);
  const branch = headerOf(headers, 'x-claude-code-agent-id');
  return {
    client: nameOf(headers),
    ...(session !== undefined && { session: session.slice(0, 200) }),
    ...(branch !== undefined && { branch: branch.slice(0, 200) }),
  };
}

function nameOf(headers: RawHeaders): string {
  const agent = headerOf(headers, 'user-agent') ?? '';
  const integration = headerOf(headers, 'copilot-integration-id') ?? '';
  if (integration === 'vscode-chat') return 'GitHub Copilot';
  const told = [integration, agent].map(text => clients.find(([pattern]) => pattern.test(text))?.[1]);
  const name = told.find(known => known !== undefined) ?? shortName(agent);
  // With a key of one's own Copilot CLI calls by the providers' SDKs, and adds who speaks, a person or the agent.
  const isCopilot = name.endsWith(' SDK') && headerOf(headers, 'x-initiator') !== undefined;
  return isCopilot ? 'Copilot CLI' : name;
}

function shortName(userAgent: string): string {
  const name = /^[\w .-]{1,40}/.exec(userAgent)?.[0]?.trim() ?? '';
  return name === '' ? 'unknown' : name;
}
