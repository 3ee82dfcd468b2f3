import { readdirSync, readFileSync } from 'node:fs';
import { claudeCodeBody, type Message, projectNotes } from '../../scripts/demo/claudeCodeRequest.ts';
import { type RecordedTask, recordedTasks } from '../../scripts/demo/conversation.ts';
import type { WireFormat } from '../../src/shared/records.ts';
import { type Agent, agentBody, type Call, type Step } from './agentBody.ts';

/** One request of a conversation and when it is sent. */
export interface TimedRequest {
  readonly body: Uint8Array;
  readonly atMs: number;
}

export interface Conversation {
  readonly name: string;
  readonly format: WireFormat;
  readonly requests: readonly TimedRequest[];
}

const secondsPerStep = 20;

/** The demo's recording, played as Claude Code sends it. */
export function demoConversation(): Conversation {
  const bodies: string[] = [];
  let messages: readonly Message[] = [];
  for (const task of recordedTasks) {
    const prompt = { type: 'text', text: task.prompt };
    const content = messages.length === 0 ? [{ type: 'text', text: projectNotes }, prompt] : [prompt];
    messages = [...messages, { role: 'user', content }];
    messages = playTask(task, messages, bodies);
  }
  return { name: 'demo (recorded)', format: 'anthropic', requests: timed(bodies.map(body => Buffer.from(body))) };
}

function playTask(task: RecordedTask, before: readonly Message[], bodies: string[]): readonly Message[] {
  let messages = before;
  for (const round of task.rounds) {
    bodies.push(claudeCodeBody(messages));
    const calls = round.map((call, i) => ({ ...call, id: `toolu_${bodies.length}_${i}` }));
    const uses = calls.map(({ id, tool, input }) => ({ type: 'tool_use', id, name: tool, input }));
    const results = calls.map(({ id, resultFile }) => ({
      type: 'tool_result',
      tool_use_id: id,
      content: readFileSync(new URL(`../../scripts/demo/recording/${resultFile}`, import.meta.url), 'utf8'),
    }));
    messages = [
      ...messages,
      { role: 'assistant', content: [{ type: 'text', text: 'I will use a tool.' }, ...uses] },
      { role: 'user', content: results },
    ];
  }
  bodies.push(claudeCodeBody(messages));
  return [...messages, { role: 'assistant', content: [{ type: 'text', text: task.answer }] }];
}

/** Captured requests of real clients, in the order in which they were sent. */
export function capturedConversation(client: string, format: WireFormat): Conversation {
  const folder = new URL('../../test/captures/requests/', import.meta.url);
  const names = readdirSync(folder).filter(name => new RegExp(`^${client}-\\d+\\.json$`).test(name));
  const bodies = names.toSorted().map(name => readFileSync(new URL(name, folder)));
  return { name: `${client} (captured)`, format, requests: timed(bodies) };
}

export interface Recipe {
  readonly name: string;
  readonly model: string;
  readonly format: WireFormat;
  readonly steps: number;
  /** Every so many steps the person is away for longer than the cache lives. */
  readonly pauseEvery?: number;
}

/** A long session of an agent whose tools print what real tools printed. Equal recipes give equal bytes. */
export function generatedConversation(recipe: Recipe, outputs: readonly string[]): Conversation {
  const agent: Agent = {
    model: recipe.model,
    system: 'You help with software engineering tasks. Read before you edit, and run the tests.\n'.repeat(120),
    tools: ['Bash', 'Read', 'Grep', 'Edit', 'headroom_retrieve'],
  };
  const next = randomNumbers(recipe.name);
  const steps: Step[] = [{ kind: 'prompt', text: 'Find out why the build fails and fix it.' }];
  const bodies: Uint8Array[] = [];
  for (let i = 0; i < recipe.steps; i++) {
    bodies.push(agentBody(agent, steps, recipe.format));
    if (i % 12 === 11) {
      steps.push({ kind: 'answer', text: 'This part is done.' }, { kind: 'prompt', text: `Now look at part ${i}.` });
    } else {
      const count = 1 + Math.floor(next() * 3);
      const calls = Array.from({ length: count }, (_, at) => callOf(`call_${i}_${at}`, next, outputs));
      steps.push({ kind: 'calls', text: 'I will look.', calls });
    }
  }
  return { name: recipe.name, format: recipe.format, requests: timed(bodies, recipe.pauseEvery) };
}

function callOf(id: string, next: () => number, outputs: readonly string[]): Call {
  const which = Math.floor(next() * outputs.length);
  const result = outputs[which] ?? '';
  return { id, tool: 'Bash', input: { command: `make step-${which}` }, result };
}

function timed(bodies: readonly Uint8Array[], pauseEvery = Number.POSITIVE_INFINITY): readonly TimedRequest[] {
  let atMs = 0;
  return bodies.map((body, i) => {
    atMs += i > 0 && i % pauseEvery === 0 ? 2 * 3_600_000 : secondsPerStep * 1000;
    return { body, atMs };
  });
}

/** A generator of numbers from 0 to 1 that is the same for the same seed (mulberry32). */
function randomNumbers(seed: string): () => number {
  let state = [...seed].reduce((sum, char) => (sum * 31 + char.charCodeAt(0)) >>> 0, 7);
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
