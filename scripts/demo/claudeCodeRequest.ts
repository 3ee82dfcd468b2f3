/** A message of the Messages API, as far as the demo's agent needs it. */
export interface Message {
  readonly role: 'user' | 'assistant';
  readonly content: string | readonly Readonly<Record<string, unknown>>[];
}

const model = 'claude-sonnet-4-6';
const mark = { cache_control: { type: 'ephemeral' } };

/**
 * The body that Claude Code sends for these messages: three system blocks, two of them cache breakpoints, and a third
 * breakpoint on the last block, which therefore changes its form from turn to turn.
 */
export function claudeCodeBody(messages: readonly Message[]): string {
  const earlier = messages.slice(0, -1);
  const last = messages.at(-1);
  const marked = last === undefined ? [] : [{ ...last, content: withMark(last.content) }];
  return JSON.stringify({
    model,
    messages: [...earlier, ...marked],
    system: [
      { type: 'text', text: 'x-anthropic-billing-header: cc_version=2.1.329.a1b; cc_entrypoint=cli;' },
      { type: 'text', text: 'You are Claude Code, the official CLI for Claude.', ...mark },
      { type: 'text', text: instructions, ...mark },
    ],
    tools,
    metadata: { user_id: JSON.stringify({ device_id: 'demo', session_id: 'demo-session' }) },
    max_tokens: 32000,
    stream: true,
  });
}

function withMark(content: Message['content']): readonly Readonly<Record<string, unknown>>[] {
  const parts = typeof content === 'string' ? [{ type: 'text', text: content }] : content;
  return parts.map((part, index) => (index === parts.length - 1 ? { ...part, ...mark } : part));
}

/** The reminder with project notes that the client puts in front of the first prompt. */
export const projectNotes = `<system-reminder>
Contents of /home/ada/billing-api/CLAUDE.md (project instructions):

# billing-api
Money is kept in cents. Never use floating point sums for totals.
${Array.from({ length: 40 }, (_, i) => `- Rule ${i + 1}: ${ruleTexts(i)}`).join('\n')}
</system-reminder>`;

function ruleTexts(i: number): string {
  const rules = [
    'every endpoint validates its input with the schema in src/schemas and answers 422 with the path of the first error',
    'tests live beside the feature and are named after the behaviour that they prove',
    'database migrations are forward only; a rollback is a new migration',
    'log lines carry the request id and never a customer name, an address or an amount',
    'a feature flag has an owner, a removal date and a test for both of its states',
  ];
  return rules[i % rules.length] ?? '';
}

const instructions = [
  'You help with software engineering tasks in the folder /home/ada/billing-api on Linux.',
  'Read before you edit. Run the tests before and after a change. Keep answers short.',
  ...Array.from({ length: 24 }, (_, i) => `Guideline ${i + 1}: ${ruleTexts(i + 2)}.`),
].join('\n');

interface ToolDefinition {
  readonly name: string;
  readonly description: string;
  readonly input_schema: object;
}

function tool(name: string, description: string, parameters: readonly string[]): ToolDefinition {
  const properties = Object.fromEntries(
    parameters.map(parameter => [
      parameter,
      { type: 'string', description: `The ${parameter.replaceAll('_', ' ')} for ${name}.` },
    ]),
  );
  return {
    name,
    description,
    input_schema: {
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      type: 'object',
      properties,
      required: parameters.slice(0, 1),
    },
  };
}

function serverTools(server: string, verbs: readonly string[], nouns: readonly string[]): readonly ToolDefinition[] {
  return verbs.flatMap(verb =>
    nouns.map(noun =>
      tool(
        `mcp__${server}__${verb}_${noun}`,
        `${verb} a ${noun.replaceAll('_', ' ')} through ${server}. Returns JSON with every field of the ${noun.replaceAll('_', ' ')}. Use it only when the person asks for it.`,
        ['repo', 'per_page', 'sort', 'filter'],
      ),
    ),
  );
}

/** Built-in tools, a server in use, a server that nobody calls, and Headroom's own retrieval tool. */
const tools: readonly ToolDefinition[] = [
  tool('Bash', 'Runs a shell command in the project folder and returns what it prints. Quote paths with spaces.', [
    'command',
    'description',
    'timeout',
  ]),
  tool('Read', 'Reads a file and returns its lines with their numbers.', ['file_path', 'offset', 'limit']),
  tool('Edit', 'Replaces an exact text in a file; fails when the text is not there exactly once.', [
    'file_path',
    'old_string',
    'new_string',
  ]),
  tool('Write', 'Writes a whole file.', ['file_path', 'content']),
  tool('Grep', 'Searches file contents with a regular expression.', ['pattern', 'path', 'output_mode']),
  tool('Glob', 'Finds files by a pattern such as src/**/*.ts.', ['pattern', 'path']),
  ...serverTools('github', ['list', 'get', 'create'], ['workflow_runs', 'issue', 'pull_request']),
  ...serverTools(
    'playwright',
    ['open', 'click', 'read', 'wait_for'],
    ['page', 'element', 'dialog', 'download', 'network_request', 'screenshot'],
  ),
  tool(
    'mcp__headroom__headroom_retrieve',
    'Returns the original of a text that Headroom shortened, whole, by lines or by pattern.',
    ['handle', 'lines', 'pattern'],
  ),
];
