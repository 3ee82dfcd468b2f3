import { readFileSync } from 'node:fs';

export interface AgentTurn {
  /** The person's words; what the conversation is called by. */
  readonly prompt: string;
  readonly callId: string;
  readonly result: string;
}

/** A record list as an API returns it: uniform, long, and mostly noise to the question. */
export function jsonRecords(count: number): string {
  const records = Array.from({ length: count }, (_, index) => ({
    id: 4_000 + index,
    workflow: 'build-and-test',
    branch: 'main',
    status: index === 17 ? 'failure' : 'success',
    started_at: `2026-03-${String(1 + (index % 28)).padStart(2, '0')}T08:15:00Z`,
    duration_seconds: 180 + (index % 7),
    actor: { login: 'ada', type: 'User', site_admin: false },
    url: `https://ci.example/runs/${4_000 + index}`,
  }));
  return JSON.stringify(records, null, 2);
}

/** As long as an agent's are: in a prompt that is too small to be cached, results stay as they are. */
const instructions = Array.from(
  { length: 120 },
  (_, i) =>
    `Rule ${i + 1}: before you change module ${i * 7}, read its tests, say in a sentence what you will do, and keep the change small.`,
).join('\n');

/** One request of a coding agent: a prompt, the call that it led to, and that call's result at the end. */
export function agentBody({ prompt, callId, result }: AgentTurn): string {
  return JSON.stringify({
    model: 'claude-sonnet-4-6',
    max_tokens: 1024,
    stream: true,
    system: [{ type: 'text', text: instructions, cache_control: { type: 'ephemeral' } }],
    tools: [
      {
        name: 'Bash',
        description: 'Runs a command in the shell.',
        input_schema: { type: 'object', properties: { command: { type: 'string' } }, required: ['command'] },
      },
    ],
    messages: [
      { role: 'user', content: prompt },
      {
        role: 'assistant',
        content: [{ type: 'tool_use', id: callId, name: 'Bash', input: { command: 'ci runs --json' } }],
      },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: callId, content: result }] },
    ],
  });
}

/** Sends it as an agent would, by the base URL of its terminal, and reads the whole answer. */
export function sendAsAgent(baseUrl: string, turn: AgentTurn): Promise<string> {
  return sendBodyAsAgent(baseUrl, agentBody(turn));
}

export async function sendBodyAsAgent(baseUrl: string, body: string): Promise<string> {
  const response = await fetch(`${baseUrl}/v1/messages`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'anthropic-version': '2023-06-01',
      'x-api-key': 'dummy',
      'user-agent': 'claude-cli/2.1.329 (external, cli)',
    },
    body,
  });
  return response.text();
}

export function packageVersion(): string {
  return JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')).version;
}
