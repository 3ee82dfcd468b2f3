/**
 * CPU per turn for indexing: a conversation of about 1 MB with one new 16 KB block, against one of about 50 KB.
 * Run: `node bench/conversation.ts`
 */
import { hash } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { IndexMemory } from '../src/engine/conversation/indexMemory.ts';
import { indexRequest, isUnindexed } from '../src/engine/conversation/indexRequest.ts';
import type { RequestIndex } from '../src/engine/conversation/request.ts';

/** Enough that the compiler has settled, as it has in a process that runs all day. */
const rounds = 200;
const newBytes = 16 * 1024;

for (const size of [50 * 1024, 1024 * 1024]) measureTurns(size);
const small = measureTurns(50 * 1024);
const large = measureTurns(1024 * 1024);
const full = measureFull(1024 * 1024);

const ms = (value: number): string => `${value.toFixed(3)} ms`;
console.log(`one more turn, 50 KB: ${ms(small.turn)} (of which hashing resent bytes ${ms(small.hashing)})`);
console.log(`one more turn, 1 MB:  ${ms(large.turn)} (of which hashing resent bytes ${ms(large.hashing)})`);
console.log(
  `ratio: ${ratio(large.turn, small.turn)}; apart from hashing: ${ratio(large.rest, small.rest)} (goal: 2 or less)`,
);
console.log(`1 MB from scratch: ${ms(full.index)}; JSON.parse of the same bytes: ${ms(full.parse)}`);

/** Medians over the rounds; in each, the same conversation goes on in another way by one turn. */
function measureTurns(size: number): { readonly turn: number; readonly hashing: number; readonly rest: number } {
  const memory = new IndexMemory();
  const before = conversation(size, 0);
  index(encode(before), memory);
  const times = Array.from({ length: rounds }, (_, round) => {
    const body = encode([...before, ...turn(before.length, newBytes, round)]);
    const fresh = Buffer.from(body);
    const turnMs = timed(() => index(body, memory));
    const resent = index(body, memory).messages.slice(0, before.length);
    const hashing = timed(() => {
      for (const { slot } of resent) hash('sha256', fresh.subarray(slot.start, slot.end), 'hex');
    });
    return { turn: turnMs, hashing, rest: turnMs - hashing };
  });
  return {
    turn: median(times.map(time => time.turn)),
    hashing: median(times.map(time => time.hashing)),
    rest: median(times.map(time => time.rest)),
  };
}

function measureFull(size: number): { readonly index: number; readonly parse: number } {
  const bodies = Array.from({ length: rounds }, (_, round) => encode(conversation(size, round)));
  return {
    index: median(bodies.map(body => timed(() => index(body)))),
    parse: median(bodies.map(body => timed(() => JSON.parse(body.toString('utf8'))))),
  };
}

function index(body: Uint8Array, memory?: IndexMemory): RequestIndex {
  const result = indexRequest(body, 'anthropic', memory);
  if (isUnindexed(result)) throw new Error(result.reason);
  return result;
}

/** Results of 2 to 15 KB, the sizes that coding agents send. */
function conversation(size: number, seed: number): object[] {
  const messages: object[] = [{ role: 'user', content: `Fix the failing test number ${seed}.` }];
  const sizes = [1200, 9000, 4000, 15_000, 600, 2500];
  for (let bytes = 0, step = 0; bytes < size; step++) {
    const length = sizes[step % sizes.length] ?? 0;
    messages.push(...turn(step, length, seed));
    bytes += length;
  }
  return messages;
}

function turn(step: number, length: number, seed: number): object[] {
  const id = `toolu_${seed}_${step}`;
  return [
    {
      role: 'assistant',
      content: [
        { type: 'text', text: `Looking at step ${step}.` },
        { type: 'tool_use', id, name: 'Read', input: { file_path: `/project/src/file${step}.ts`, offset: step } },
      ],
    },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: id, content: sourceText(length, step + seed) }] },
  ];
}

function sourceText(length: number, seed: number): string {
  let text = '';
  for (let line = 1; text.length < length; line++) {
    text += `${line}\texport const value${line * seed} = compute("input ${seed}", { path: 'a/b', retries: ${line % 7} });\n`;
  }
  return text.slice(0, length);
}

/** Claude Code's order: messages first, so that what follows moves with every turn. */
function encode(messages: readonly object[]): Buffer {
  const system = [{ type: 'text', text: sourceText(7000, 1), cache_control: { type: 'ephemeral' } }];
  const tools = Array.from({ length: 14 }, (_, i) => ({
    name: `Tool${i}`,
    description: sourceText(2000, i),
    input_schema: { type: 'object', properties: { path: { type: 'string' } }, required: ['path'] },
  }));
  return Buffer.from(JSON.stringify({ model: 'claude-sonnet-4-5', messages, system, tools, stream: true }));
}

function timed(run: () => unknown): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

function ratio(a: number, b: number): string {
  return (a / b).toFixed(2);
}
