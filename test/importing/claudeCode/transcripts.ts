import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WireMessage } from '../../../src/importing/claudeCode/transcriptLine.ts';
import type { ImportedRequest } from '../../../src/importing/importedRequest.ts';

/** What Claude Code 2.1.329 wrote of a scripted session: tools, an image, a sub-agent, `--continue` and `/compact`; long texts are cut. */
export const projectsFolder = new URL('../../captures/transcripts/projects', import.meta.url).pathname;
export const session = 'a0a7fdaf-906a-4bfd-b881-36b66690cb66';
const project = join(projectsFolder, '-home-ada-billing-api');
export const mainFile = join(project, `${session}.jsonl`);
export const agentFile = join(project, session, 'subagents', 'agent-a315c7bd76821201e.jsonl');

export function transcriptText(file: string = mainFile): string {
  return readFileSync(file, 'utf8');
}

/** As versions write it that do not record requests. */
export function withoutRequests(text: string): string {
  return text
    .split('\n')
    .filter(line => !line.includes('"type":"api-request'))
    .join('\n');
}

/** A question and its answer, as Claude Code writes them; `at` is an ISO time. */
export function exchangeLines(id: string, at: string | undefined, parent?: string): string {
  const [question, answer] = [`${id}-question`, `${id}-answer`];
  const time = at === undefined ? {} : { timestamp: at };
  const lines = [
    {
      ...{ type: 'user', uuid: question, parentUuid: parent, ...time, cwd: '/home/ada/ledger' },
      message: { role: 'user', content: `question ${id}` },
    },
    {
      ...{ type: 'assistant', uuid: answer, parentUuid: question, ...time },
      message: {
        ...{ id: `message-${id}`, model: 'claude-sonnet-4-5', role: 'assistant' },
        content: [{ type: 'text', text: `answer ${id}` }],
        usage: { input_tokens: 1000, output_tokens: 5 },
      },
    },
  ];
  return lines.map(line => `${JSON.stringify(line)}\n`).join('');
}

export interface RebuiltBody {
  readonly model: string;
  readonly system: readonly { readonly text: string; readonly cache_control?: unknown }[];
  readonly tools?: readonly { readonly name: string }[];
  readonly messages: readonly WireMessage[];
}

export function bodyOf({ body }: ImportedRequest): RebuiltBody {
  return JSON.parse(Buffer.from(body).toString('utf8'));
}

/** `user:text,tool_result` per message. */
export function shapeOf(request: ImportedRequest): readonly string[] {
  return bodyOf(request).messages.map(({ role, content }) =>
    typeof content === 'string' ? `${role}:text` : `${role}:${content.map(part => part.type).join(',')}`,
  );
}
