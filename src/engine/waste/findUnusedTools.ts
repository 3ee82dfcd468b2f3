import { mcpServerOf } from '../../shared/mcpServerOf.ts';
import { say } from '../../shared/sentences/say.ts';
import { isRetrievalTool } from '../plan/retrievalTool.ts';
import type { ContextDetector, ContextWaste, WeighedBlock } from './finding.ts';

/** Tools that coding agents bring along; who has these cannot leave others of the kind out either. */
const agentTool =
  /^(?:Bash|Read|Edit|Write|bash|shell|exec_command|apply_patch|read_file|write_file|edit_file|run_in_terminal)$/;

/** Calls after which it begins to tell something that a tool was not among them. */
const enoughCalls = 5;

/** Definitions of tools that nobody called in this conversation: one finding per MCP server, and one for a program's own tools. */
export const findUnusedTools: ContextDetector = blocks => {
  const calls = blocks.flatMap(({ kind, tool }) => (kind === 'toolCall' && tool !== undefined ? [tool] : []));
  const called = new Set(calls);
  return [...findUnusedServers(blocks, called), ...(calls.length >= enoughCalls ? findUnusedOwn(blocks, called) : [])];
};

/** Whoever writes a program chooses its tools; a coding agent's are given. */
function findUnusedOwn(blocks: readonly WeighedBlock[], called: ReadonlySet<string>): readonly ContextWaste[] {
  const own = blocks.filter(
    ({ kind, tool = '' }) =>
      kind === 'toolDefinition' && tool !== '' && mcpServerOf(tool) === undefined && !isRetrievalTool(tool),
  );
  const unused = own.filter(({ tool = '' }) => !called.has(tool));
  const [first] = unused;
  if (first === undefined || own.some(({ tool = '' }) => agentTool.test(tool))) return [];
  const names = unused.slice(0, 3).map(({ tool }) => tool);
  return [
    {
      ...sumOf(unused),
      category: 'unusedTools',
      block: first.position,
      place: say('place.tools'),
      recommendation: say('advice.unusedOwn', {
        ...{ unused: unused.length, n: own.length },
        names: `${names.join(', ')}${unused.length > 3 ? ', …' : ''}`,
      }),
    },
  ];
}

function sumOf(unused: readonly WeighedBlock[]): Pick<ContextWaste, 'tokens' | 'spread'> {
  return {
    tokens: unused.reduce((sum, block) => sum + block.tokensAfter, 0),
    spread: unused.map(block => ({ position: block.position, tokens: block.tokensAfter })),
  };
}

function findUnusedServers(blocks: readonly WeighedBlock[], called: ReadonlySet<string>): readonly ContextWaste[] {
  const servers = new Map<string, { unused: WeighedBlock[]; tools: number }>();
  for (const block of blocks) {
    const server = block.kind === 'toolDefinition' ? mcpServerOf(block.tool) : undefined;
    if (server === undefined || isRetrievalTool(block.tool) || block.tool === undefined) continue;
    const entry = servers.get(server) ?? { unused: [], tools: 0 };
    if (!called.has(block.tool)) entry.unused.push(block);
    servers.set(server, { ...entry, tools: entry.tools + 1 });
  }
  return [...servers].flatMap(([server, { unused, tools }]) => findingFor(server, unused, tools) ?? []);
}

function findingFor(server: string, unused: readonly WeighedBlock[], tools: number): ContextWaste | undefined {
  const first = unused[0];
  if (first === undefined) return undefined;
  const common = {
    ...sumOf(unused),
    category: 'unusedTools' as const,
    block: first.position,
    place: `MCP ${server}`,
  };
  return unused.length === tools
    ? { ...common, recommendation: say('advice.unusedServer', { server, n: tools }), server }
    : { ...common, recommendation: say('advice.unusedSome', { unused: unused.length, n: tools, server }) };
}
