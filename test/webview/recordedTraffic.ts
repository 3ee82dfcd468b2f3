import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { claudeCodeBody, type Message, projectNotes } from '../../scripts/demo/claudeCodeRequest.ts';
import { recordedTasks } from '../../scripts/demo/conversation.ts';
import { replayTasks } from '../../scripts/demo/replayAgent.ts';
import { MockUpstream } from '../../scripts/mock/mockUpstream.ts';
import { parseEngineFlags } from '../../src/process/engineFlags.ts';
import { programFiles } from '../../src/process/programFiles.ts';
import { type RunningEngine, runEngine } from '../../src/process/runEngine.ts';
import type { ExchangePage } from '../../src/shared/panelProtocol.ts';
import { photo } from '../images/pictures.ts';
import { type EngineLab, eventually, query } from '../process/engineLab.ts';
import { bundlePanel } from './bundlePanel.ts';

/** The panel as it is in the sources, in a folder that an engine can serve. */
export async function servedPanel(lab: EngineLab): Promise<URL> {
  const folder = await mkdtemp(join(tmpdir(), 'headroom-page-'));
  lab.onStop(() => rm(folder, { recursive: true }));
  await bundlePanel(folder);
  return pathToFileURL(`${folder}/`);
}

export interface RecordedEngine {
  readonly engine: RunningEngine;
  readonly mock: MockUpstream;
  readonly home: string;
}

export interface RecordedGiven {
  readonly page: URL;
  readonly flags?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

/** A whole engine in front of scripted providers, which answer with usage as the real ones do. */
export async function startRecorded(lab: EngineLab, given: RecordedGiven): Promise<RecordedEngine> {
  const mock = await MockUpstream.start({ script: { turns: [], final: 'Done.' } });
  lab.onStop(() => mock.stop());
  const home = await lab.home();
  const upstreams = ['anthropic', 'openai', 'gemini'].flatMap(name => ['--upstream', `${name}=${mock.url}`]);
  const engine = await runEngine({
    // A busy machine must not decide what is compressed.
    settings: parseEngineFlags([
      ...['--port', '0', '--deadline-ms', '10000', '--image-deadline-ms', '60000'],
      ...upstreams,
      ...(given.flags ?? []),
    ]),
    home,
    files: { ...programFiles(new URL('../../src/process/main.ts', import.meta.url).href), page: given.page },
    version: '1.2.3',
    log: () => {},
    ...(given.environment !== undefined && { environment: given.environment }),
  });
  lab.onStop(() => engine.stop());
  return { engine, mock, home };
}

/** Plays the recorded conversation of the demo: every kind of tool result that agents pay for. */
export async function playDemo({ engine, mock }: RecordedEngine): Promise<number> {
  const baseUrl = `http://127.0.0.1:${engine.port}`;
  return replayTasks(mock, { baseUrl, tasks: recordedTasks, pause: async () => {} });
}

interface Capture {
  readonly file: string;
  readonly path: string;
  readonly agent: string;
  readonly branch?: string;
}

/** Requests as real clients sent them, in all four wire formats. */
const captures: readonly Capture[] = [
  { file: 'claudeCode-1', path: '/v1/messages', agent: 'claude-cli/2.1.329 (external, cli)' },
  { file: 'claudeCode-2', path: '/v1/messages', agent: 'claude-cli/2.1.329 (external, cli)' },
  { file: 'claudeCode-subagent-1', path: '/v1/messages', agent: 'claude-cli/2.1.329', branch: 'explore-tests' },
  { file: 'claudeCode-3', path: '/v1/messages', agent: 'claude-cli/2.1.329 (external, cli)' },
  { file: 'codex-1', path: '/v1/responses', agent: 'codex_cli_rs/0.58.0' },
  { file: 'codex-2', path: '/v1/responses', agent: 'codex_cli_rs/0.58.0' },
  { file: 'copilotChat-1', path: '/v1/chat/completions', agent: 'GitHubCopilotChat/0.33.0' },
  { file: 'copilotChat-2', path: '/v1/chat/completions', agent: 'GitHubCopilotChat/0.33.0' },
];

export async function playCaptures({ engine }: RecordedEngine): Promise<number> {
  for (const { file, path, agent, branch } of captures) {
    const body = await readFile(new URL(`../captures/requests/${file}.json`, import.meta.url), 'utf8');
    await send(engine, { path, agent, body, session: agent.slice(0, 8), ...(branch !== undefined && { branch }) });
  }
  return captures.length;
}

const claude = { path: '/v1/messages', agent: 'claude-cli/2.1.330 (external, cli)' };

/** Between two requests the client puts a sentence into its system text, which the provider had cached already. */
export async function playCacheBreak({ engine }: RecordedEngine): Promise<number> {
  const call = { type: 'tool_use', id: 'toolu_break', name: 'Bash', input: { command: 'git diff' } };
  const content = await readFile(new URL('../../scripts/demo/recording/git-diff.txt', import.meta.url), 'utf8');
  const asked: readonly Message[] = [
    { role: 'user', content: [text(projectNotes), text('Review what I changed in the invoice module.')] },
    { role: 'assistant', content: [call] },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: call.id, content }] },
  ];
  const answered: readonly Message[] = [{ role: 'assistant', content: 'Each line is rounded now.' }];
  const next: Message = { role: 'user', content: 'Are the tests complete?' };
  const edited = claudeCodeBody([...asked, ...answered, next]);
  for (const body of [
    claudeCodeBody(asked),
    edited.replace('Keep answers short.', 'Today is Sunday. Keep it short.'),
  ]) {
    await send(engine, { ...claude, session: 'edited', body });
  }
  return 2;
}

/** A conversation of its own, with one large result of a tool. */
export async function playTask({ engine }: RecordedEngine, task: number): Promise<void> {
  const call = { type: 'tool_use', id: `toolu_task_${task}`, name: 'mcp__github__list_workflow_runs', input: {} };
  const content = await readFile(new URL('../../scripts/demo/recording/list-runs.json', import.meta.url), 'utf8');
  const body = claudeCodeBody([
    { role: 'user', content: `Task ${task}: list the failed runs.` },
    { role: 'assistant', content: [call] },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: call.id, content }] },
  ]);
  await send(engine, { ...claude, session: `task-${task}`, body });
}

/** A screenshot that a tool took twice: the second is sent as a reference to the first. */
export async function playPictures({ engine }: RecordedEngine): Promise<number> {
  const data = (await photo(400, 300)).toString('base64');
  const shot = (id: string): readonly Message[] => [
    { role: 'assistant', content: [{ type: 'tool_use', id, name: 'screenshot', input: {} }] },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: id, content: [image(data)] }] },
  ];
  const asked: Message = { role: 'user', content: 'Fix the layout of the settings page and check it in the browser' };
  await send(engine, { ...claude, session: 'pictures', body: claudeCodeBody([asked, ...shot('toolu_a')]) });
  await send(engine, {
    ...claude,
    session: 'pictures',
    body: claudeCodeBody([asked, ...shot('toolu_a'), ...shot('toolu_b')]),
  });
  return 2;
}

function text(words: string) {
  return { type: 'text', text: words };
}

function image(data: string) {
  return { type: 'image', source: { type: 'base64', media_type: 'image/png', data } };
}

/** Recording happens after the client has its answer. */
export async function recorded(engine: RunningEngine, requests: number): Promise<ExchangePage['exchanges']> {
  return eventually(async () => {
    const { exchanges } = await query<ExchangePage>(engine, { type: 'exchanges', limit: 200 });
    return exchanges.length >= requests ? exchanges : undefined;
  });
}

interface Sent extends Omit<Capture, 'file'> {
  readonly session: string;
  readonly body: string;
}

async function send(engine: RunningEngine, { path, agent, session, branch, body }: Sent): Promise<void> {
  const response = await fetch(`http://127.0.0.1:${engine.port}${path}`, {
    method: 'POST',
    headers: {
      ...{ 'content-type': 'application/json', 'anthropic-version': '2023-06-01', 'x-api-key': 'dummy' },
      ...{ authorization: 'Bearer dummy', 'user-agent': agent },
      'x-claude-code-session-id': session,
      ...(branch !== undefined && { 'x-claude-code-agent-id': branch }),
    },
    body,
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${text.slice(0, 200)}`);
}
