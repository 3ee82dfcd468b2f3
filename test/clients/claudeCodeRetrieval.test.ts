import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { MockUpstream, type RecordedRequest } from '../../scripts/mock/mockUpstream.ts';
import type { MockScript } from '../../scripts/mock/script.ts';
import type { RunningEngine } from '../../src/process/runEngine.ts';
import type { RetrievalServer } from '../../src/routing/claudeCodeRetrieval.ts';
import { ask, EngineLab, eventually } from '../process/engineLab.ts';
import { RoutingLab } from '../routing/routingLab.ts';
import { runClaude } from './claudeCodeRun.ts';
import { installClaudeCode } from './installClient.ts';

const client = await installClaudeCode();
if (client.kind === 'unavailable') console.warn(`Claude Code is not tested here: ${client.reason}`);
const program = client.kind === 'ready' ? client.program : '';

const flags = ['--mode', 'optimize', '--profile', 'agent-90', '--deadline-ms', '20000'];
const retrievalTool = 'mcp__headroom__headroom_retrieve';

/** A program's long log, then whatever the marker in its place stands for. */
const asking: MockScript = {
  turns: [
    [{ kind: 'bash', command: 'node suite.mjs' }],
    [{ kind: 'retrieve' }],
    [{ kind: 'retrieve', grep: 'case 77\\b' }],
  ],
  final: 'MOCK-FINAL',
};

/** The same with a tool that has to be found first. */
const searching: MockScript = {
  turns: [
    [{ kind: 'bash', command: 'node suite.mjs' }],
    [{ kind: 'tool', name: 'ToolSearch', input: { query: `select:${retrievalTool}` } }],
    [{ kind: 'retrieve' }],
  ],
  final: 'MOCK-FINAL',
};

/** What the program prints: long enough to be shortened, short enough to come back in one answer. */
const log = [
  ...Array.from(
    { length: 240 },
    (_, i) => `ok ${i + 1} - suite/part${i % 7} case ${i} handles input (${(i * 13) % 50} ms)`,
  ),
  '# tests 240',
  '# pass 240',
  '# fail 0',
  '',
].join('\n');

describe.skipIf(client.kind === 'unavailable')('Claude Code with our MCP server', () => {
  const lab = new EngineLab();
  let project = '';
  let mock: MockUpstream;

  beforeAll(() => {
    project = mkdtempSync(join(tmpdir(), 'headroom-retrieval-'));
    writeFileSync(join(project, 'suite.mjs'), `process.stdout.write(${JSON.stringify(log)});\n`);
  });

  afterEach(() => lab.stop());

  afterAll(() => rmSync(project, { recursive: true, force: true }));

  async function runThrough(
    played: MockScript,
    server?: Readonly<Record<string, unknown>>,
    ...more: readonly string[]
  ): Promise<RunningEngine> {
    mock = await MockUpstream.start({ script: played });
    lab.onStop(() => mock.stop());
    const home = await lab.home();
    const engine = await lab.engine(home, ...flags, ...more, '--upstream', `anthropic=${mock.url}`);
    const mcp = server === undefined ? {} : { mcpConfig: mcpConfig(home, server) };
    await runTests({ project, port: engine.port, ...mcp });
    return engine;
  }

  it('gets an omission with a marker, asks for its handle, and receives the original byte for byte', async () => {
    const engine = await runThrough(asking, {});

    const [shortened, whole, matches] = toolResults(mock.requests.at(-1));
    expect(shortened).toMatch(/\[headroom: .*get: \w{10}\]/);
    expect(shortened?.length).toBeLessThan(log.length / 2);
    expect(whole).toBe(log.trimEnd());
    expect(matches).toContain('case 77 handles');
    const stats = await eventually(async () => {
      const { retrievals } = JSON.parse(await (await ask(engine, '/headroom/api/stats')).text());
      return retrievals.count === 2 ? retrievals : undefined;
    });
    expect(stats.tokens).toBeGreaterThan(1000);
  });

  it('omits for a tool that Claude Code hides behind its tool search, and the agent finds it', async () => {
    await runThrough(searching, { alwaysLoad: false });

    expect(toolNames(mock.requests[0])).not.toContain(retrievalTool);
    const [shortened, , whole] = toolResults(mock.requests.at(-1));
    expect(shortened).toMatch(/\[headroom: .*get: \w{10}\]/);
    expect(whole).toBe(log.trimEnd());
  });

  it('finds our server in a folder that was connected with retrieval, which has its files back afterwards', async () => {
    using folders = new RoutingLab();
    const settings = '{\n  "permissions": {\n    "allow": ["Bash(ls:*)"]\n  }\n}\n';
    folders.write(folders.settingsFile, settings);
    folders.write(join(folders.project, 'suite.mjs'), `process.stdout.write(${JSON.stringify(log)});\n`);
    mock = await MockUpstream.start({ script: asking });
    lab.onStop(() => mock.stop());
    const engine = await lab.engine(folders.home, ...flags, '--upstream', `anthropic=${mock.url}`);
    const retrieval = retrievalServer(folders.home);

    await folders.connect({ port: engine.port, now: Date.now(), retrieval });
    // Without naming the tool: that it may be used is part of what the person has agreed to.
    await runTests({ project: folders.project, port: engine.port, allowed: ['Bash'] });
    const tracked = execFileSync('git', ['status', '--porcelain'], { cwd: folders.project, encoding: 'utf8' });
    await engine.stop();

    const [shortened, whole] = toolResults(mock.requests.at(-1));
    expect(shortened).toMatch(/\[headroom: .*get: \w{10}\]/);
    expect(whole).toBe(log.trimEnd());
    expect(tracked).not.toMatch(/mcp|claude\//);
    expect(folders.read()).toBe(settings);
    expect(folders.read(join(folders.project, '.mcp.json'))).toBeUndefined();
    expect(await folders.journal.read()).toEqual([]);
  });

  it('omits nothing for a client that has no retrieval tool', async () => {
    await runThrough(asking);

    const [first] = toolResults(mock.requests.at(-1));
    expect(first).not.toContain('get: ');
  });

  it("omits on a person's word that the client can retrieve", async () => {
    await runThrough(asking, undefined, '--assume-retrieval');

    const [first] = toolResults(mock.requests.at(-1));
    expect(first).toMatch(/\[headroom: .*get: \w{10}\]/);
  });
});

interface Asking {
  readonly project: string;
  readonly port: number;
  readonly mcpConfig?: string;
  readonly allowed?: readonly string[];
}

function runTests({ project, port, mcpConfig, allowed = ['Bash', retrievalTool] }: Asking): Promise<string> {
  const args = ['-p', 'Run the tests', '--output-format', 'json', '--allowedTools', ...allowed];
  const more = mcpConfig === undefined ? [] : ['--mcp-config', mcpConfig];
  return runClaude({ program, folder: project, baseUrl: `http://127.0.0.1:${port}`, args: [...args, ...more] });
}

/** Our server as a person would configure it, run from its source. */
function mcpConfig(home: string, more: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ mcpServers: { headroom: { ...retrievalServer(home), ...more } } });
}

function retrievalServer(home: string): RetrievalServer {
  const script = fileURLToPath(new URL('../../src/mcp/main.ts', import.meta.url));
  return { command: process.execPath, args: [script], env: { HEADROOM_HOME: home } };
}

interface WireMessage {
  readonly content: string | readonly { readonly type: string; readonly content?: unknown }[];
}

function toolResults(request: RecordedRequest | undefined): readonly string[] {
  if (request === undefined) throw new Error('Nothing was sent');
  const body = JSON.parse(request.body.toString('utf8')) as { readonly messages: readonly WireMessage[] };
  return body.messages
    .flatMap(message => (typeof message.content === 'string' ? [] : message.content))
    .filter(part => part.type === 'tool_result')
    .map(part => (typeof part.content === 'string' ? part.content : firstText(part.content)));
}

function toolNames(request: RecordedRequest | undefined): readonly string[] {
  const body: { readonly tools?: readonly { readonly name: string }[] } = JSON.parse(String(request?.body));
  return (body.tools ?? []).map(tool => tool.name);
}

function firstText(content: unknown): string {
  const [first] = Array.isArray(content) ? content : [];
  return typeof first?.text === 'string' ? first.text : JSON.stringify(content);
}
