import { randomUUID } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type RecordedTask, recordedTasks } from './conversation.ts';

const model = 'claude-opus-4-5-20251101';
/** What a client's tools and system text take, which its transcript does not hold. */
const unseenTokens = 14_200;
const secondsPerStep = 25;

/**
 * Writes the recorded conversation as Claude Code would have left it yesterday, into a configuration folder of the demo's own:
 * so the panel has something to show before the first request, and nobody's real transcripts are read.
 */
export async function writeTranscript(configFolder: string, now: number): Promise<void> {
  const folder = join(configFolder, 'projects', '-home-ada-billing-api');
  await mkdir(folder, { recursive: true });
  const session = randomUUID();
  const lines = new Transcript(session, now - 20 * 3_600_000);
  for (const task of recordedTasks) await writeTask(lines, task);
  await writeFile(join(folder, `${session}.jsonl`), lines.text);
}

async function writeTask(lines: Transcript, { prompt, rounds, answer }: RecordedTask): Promise<void> {
  lines.say(prompt);
  for (const round of rounds) {
    const calls = round.map(({ tool, input }) => ({
      type: 'tool_use',
      id: `toolu_${randomUUID()}`,
      name: tool,
      input,
    }));
    lines.answer([{ type: 'text', text: 'I will look.' }, ...calls]);
    for (const [index, { resultFile }] of round.entries()) {
      const content = await readFile(new URL(`recording/${resultFile}`, import.meta.url), 'utf8');
      lines.say([{ type: 'tool_result', tool_use_id: calls[index]?.id, content }]);
    }
  }
  lines.answer([{ type: 'text', text: answer }]);
}

/** Lines in Claude Code's form, each after the one before it, with a usage that a provider would have reported. */
class Transcript {
  readonly #session: string;
  #atMs: number;
  #lines = '';
  #parent: string | null = null;
  #heldTokens = 0;
  #tokens = unseenTokens;

  constructor(session: string, startMs: number) {
    this.#session = session;
    this.#atMs = startMs;
  }

  get text(): string {
    return this.#lines;
  }

  say(content: unknown): void {
    this.#write('user', { role: 'user', content });
  }

  answer(content: unknown): void {
    const usage = {
      input_tokens: 3,
      output_tokens: Math.ceil(JSON.stringify(content).length / 4),
      cache_read_input_tokens: this.#heldTokens,
      cache_creation_input_tokens: this.#tokens - this.#heldTokens,
    };
    this.#heldTokens = this.#tokens;
    this.#write('assistant', { role: 'assistant', id: `msg_${randomUUID()}`, model, content, usage });
  }

  #write(type: string, message: { readonly content: unknown } & Readonly<Record<string, unknown>>): void {
    this.#tokens += Math.ceil(JSON.stringify(message.content).length / 2.5);
    this.#atMs += secondsPerStep * 1000;
    const uuid = randomUUID();
    const place = { parentUuid: this.#parent, uuid, isSidechain: false, sessionId: this.#session };
    const facts = { cwd: '/home/ada/billing-api', timestamp: new Date(this.#atMs).toISOString() };
    this.#lines += `${JSON.stringify({ ...place, ...facts, type, message })}\n`;
    this.#parent = uuid;
  }
}
