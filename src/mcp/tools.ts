import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';
import type { KeptPicture } from '../engine/images/keptPicture.ts';
import { retrievalToolName } from '../engine/plan/retrievalTool.ts';
import type { EngineApi } from '../process/engineApi.ts';
import { retrievalArguments, retrievalDescription, retrieveForModel } from '../process/retrieval/retrievalTool.ts';

type ToolEngine = Pick<EngineApi, 'retrieve' | 'compressText'> & { stats(): Promise<unknown> };

interface Offer {
  /** False where the client has the retrieval tool by another way. */
  readonly offersRetrieval: boolean;
}

/** Our tools, each a call to the running engine. */
export function registerTools(server: McpServer, engine: ToolEngine, { offersRetrieval }: Offer): void {
  if (offersRetrieval) registerRetrieval(server, engine);
  server.registerTool(
    'headroom_stats',
    {
      title: 'Headroom statistics',
      description:
        'What Headroom recorded and saved so far: requests, tokens before and after, tokens saved and fetched back, money.',
      inputSchema: {},
      annotations: readOnly,
    },
    () => answer(async () => [JSON.stringify(await engine.stats(), undefined, 2)]),
  );
  server.registerTool(
    'headroom_compress',
    {
      title: 'Compress a text',
      description:
        'Shortens a long text (log, test output, JSON, table, search results, diff) as Headroom would if a tool had printed it. Says how many tokens that saves, and names the handle under which the whole text can be had back.',
      inputSchema: textShape,
      annotations: { openWorldHint: false },
    },
    request => answer(() => compress(engine, request)),
  );
}

function registerRetrieval(server: McpServer, engine: ToolEngine): void {
  server.registerTool(
    retrievalToolName,
    {
      title: 'Retrieve an original',
      description: retrievalDescription,
      inputSchema: wishShape,
      annotations: readOnly,
      _meta: alwaysLoaded,
    },
    wish => answer(() => retrieveForModel(engine, wish)),
  );
}

/** Clients that hide tools behind a search still show this one: markers name it, and an agent must not have to look for it. */
const alwaysLoaded = { 'anthropic/alwaysLoad': true };
const readOnly = { readOnlyHint: true, openWorldHint: false } as const;

const wishShape = {
  handle: z.string().describe(retrievalArguments.handle),
  lines: z.string().optional().describe(retrievalArguments.lines),
  grep: z.string().optional().describe(retrievalArguments.grep),
  fromChar: z.int().min(1).optional().describe(retrievalArguments.fromChar),
};

const textShape = {
  text: z.string().describe('The text, whole.'),
  tool: z.string().optional().describe('The tool that printed it, e.g. "Bash".'),
  command: z.string().optional().describe('The command that printed it, e.g. "npm test".'),
};

async function compress(
  engine: ToolEngine,
  {
    text,
    tool,
    command,
  }: { readonly text: string; readonly tool?: string | undefined; readonly command?: string | undefined },
): Promise<readonly string[]> {
  const done = await engine.compressText({
    text,
    ...(tool !== undefined && { tool }),
    ...(command !== undefined && { command }),
  });
  const original = done.handle === undefined ? '' : `; the whole text: ${retrievalToolName} with handle ${done.handle}`;
  return [done.text, `[headroom: ${done.tokensBefore} → ${done.tokensAfter} tokens; ${done.reason}${original}]`];
}

/** What went wrong is told to the model as the tool's answer, so that it can act on it. */
async function answer(work: () => Promise<readonly (string | KeptPicture)[]>): Promise<CallToolResult> {
  try {
    const parts = await work();
    return { content: parts.map(contentOf) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { content: [{ type: 'text', text: message }], isError: true };
  }
}

function contentOf(part: string | KeptPicture): CallToolResult['content'][number] {
  if (typeof part === 'string') return { type: 'text', text: part };
  return { type: 'image', mimeType: part.mediaType, data: Buffer.from(part.bytes).toString('base64') };
}
