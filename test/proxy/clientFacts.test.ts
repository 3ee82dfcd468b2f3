import { expect, it } from 'vitest';
import { readClientFacts } from '../../src/proxy/clientFacts.ts';

it.each([
  ['claude-cli/2.1.329 (external, sdk-cli)', 'Claude Code'],
  ['copilot/1.0.102 (linux)', 'Copilot CLI'],
  ['GitHubCopilotChat/0.67.0', 'GitHub Copilot'],
  ['codex_exec/0.169.0', 'Codex'],
  ['GeminiCLI/0.61.0/gemini-3 (linux; x64)', 'Gemini CLI'],
  ['opencode/1.18.33', 'opencode'],
  ['Anthropic/JS 0.60.0', 'Anthropic SDK'],
  ['OpenAI/Python 2.1', 'OpenAI SDK'],
  ['curl/8.0', 'curl'],
  ['', 'unknown'],
])('%s is %s', (agent, client) => {
  expect(readClientFacts(['User-Agent', agent]).client).toBe(client);
});

it('an integration says more than a library', () => {
  expect(readClientFacts(['user-agent', 'OpenAI/JS', 'copilot-integration-id', 'vscode-chat']).client).toBe(
    'GitHub Copilot',
  );
});

it('Copilot CLI is known behind the SDK that it uses with a key of its own', () => {
  expect(readClientFacts(['user-agent', 'OpenAI/JS 5.20.1', 'x-initiator', 'agent']).client).toBe('Copilot CLI');
});

it("sessions and sub-agents go by the client's own labels", () => {
  expect(
    readClientFacts(['x-claude-code-session-id', 's', 'x-claude-code-agent-id', 'a', 'authorization', 'Bearer t']),
  ).toEqual({
    client: 'unknown',
    session: 's',
    branch: 'a',
  });
});
