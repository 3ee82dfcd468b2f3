import { readFile } from 'node:fs/promises';
import type { MockUpstream } from '../mock/mockUpstream.ts';
import { claudeCodeBody, type Message, projectNotes } from './claudeCodeRequest.ts';
import { type RecordedTask, scriptFor } from './conversation.ts';

export interface ReplayOptions {
  /** Where the agent sends its requests: the proxy. */
  readonly baseUrl: string;
  readonly tasks: readonly RecordedTask[];
  /** Pause between two requests, so that a person can watch. */
  readonly pause: () => Promise<void>;
}

/** Plays the client: asks, runs the tools that the model wants from the recording, answers, until every task is done. */
export async function replayTasks(mock: MockUpstream, options: ReplayOptions): Promise<number> {
  let messages: readonly Message[] = [];
  let requests = 0;
  for (const task of options.tasks) {
    mock.play(scriptFor(task));
    const prompt = { type: 'text', text: task.prompt };
    const content = messages.length === 0 ? [{ type: 'text', text: projectNotes }, prompt] : [prompt];
    messages = [...messages, { role: 'user', content }];
    for (const round of [...task.rounds, []]) {
      const reply = await ask(options.baseUrl, messages);
      requests++;
      messages = [...messages, { role: 'assistant', content: reply }];
      const calls = reply.filter(part => part.type === 'tool_use');
      const results = await Promise.all(
        round.map(async ({ resultFile }, i) => ({
          type: 'tool_result',
          tool_use_id: calls[i]?.id,
          content: await readRecording(resultFile),
        })),
      );
      if (results.length > 0) messages = [...messages, { role: 'user', content: results }];
      await options.pause();
    }
  }
  return requests;
}

function readRecording(file: string): Promise<string> {
  return readFile(new URL(`recording/${file}`, import.meta.url), 'utf8');
}

type Part = Readonly<Record<string, unknown>>;

async function ask(baseUrl: string, messages: readonly Message[]): Promise<readonly Part[]> {
  const response = await fetch(`${baseUrl}/v1/messages?beta=true`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'anthropic-version': '2023-06-01',
      'x-api-key': 'demo',
      'user-agent': 'claude-cli/2.1.329 (external, cli)',
      'x-claude-code-session-id': 'demo-session',
    },
    body: claudeCodeBody(messages),
  });
  if (!response.ok) throw new Error(`The proxy answered ${response.status}: ${await response.text()}`);
  return partsOf(await response.text());
}

interface StreamEvent {
  readonly type: string;
  readonly index?: number;
  readonly content_block?: Part;
  readonly delta?: Readonly<Record<string, string>>;
}

/** Puts the content blocks together from the events of a streamed answer. */
function partsOf(stream: string): readonly Part[] {
  const parts: Record<string, unknown>[] = [];
  const inputs = new Map<number, string>();
  for (const line of stream.split('\n')) {
    if (!line.startsWith('data: ')) continue;
    const event = JSON.parse(line.slice('data: '.length)) as StreamEvent;
    const index = event.index ?? 0;
    if (event.type === 'content_block_start') parts[index] = { ...event.content_block };
    const part = parts[index];
    if (event.type !== 'content_block_delta' || part === undefined) continue;
    if (event.delta?.text !== undefined) part.text = String(part.text) + event.delta.text;
    inputs.set(index, (inputs.get(index) ?? '') + (event.delta?.partial_json ?? ''));
  }
  return parts.map((part, index) =>
    part.type === 'tool_use' ? { ...part, input: JSON.parse(inputs.get(index) || '{}') as unknown } : part,
  );
}
