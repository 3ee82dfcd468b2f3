import type { Block, RequestIndex, Slot } from '../../conversation/request.ts';

/** The calls that the model made in one go, their results, and the thoughts that led straight to them: cut together or not at all. */
export interface ToolUnit {
  readonly calls: readonly Block[];
  /** Results by call, in the order of the calls; a result in several parts is several blocks. */
  readonly results: readonly (readonly Block[])[];
  /** Thoughts directly before one of the calls. A provider refuses them without what they led to. */
  readonly thoughts: readonly Block[];
  /** Number of the turn: an answer of the model with what the client sent back. */
  readonly turn: number;
  /** Index of the message in which a person last spoke before the calls. */
  readonly spokenAt: number;
  /** True when the model thought anywhere in its answer. */
  readonly hasThoughts: boolean;
  /** True when roles still alternate after the whole unit is gone. */
  readonly canVanish: boolean;
}

/** How a conversation divides into turns. */
export interface Turns {
  /** Index of the message with which each turn begins. */
  readonly starts: readonly number[];
  /** Number of the turn of each message; -1 before the model first spoke. */
  readonly of: readonly number[];
}

/** A turn begins where the model starts to speak. Some formats split one answer over several messages. */
export function turnsOf({ messages }: RequestIndex): Turns {
  const starts: number[] = [];
  const of = messages.map(({ author }, i) => {
    if (author === 'model' && messages[i - 1]?.author !== 'model') starts.push(i);
    return starts.length - 1;
  });
  return { starts, of };
}

/** The messages in which a person spoke. Clients put notes of their own beside results, so a message that answers a call is none. */
export function spokenMessages({ blocks }: RequestIndex): readonly number[] {
  const answering = new Set(blocks.flatMap(({ kind, message }) => (kind === 'toolResult' ? [message] : [])));
  const texts = blocks.filter(({ kind, message }) => kind === 'userText' && !answering.has(message));
  return [...new Set(texts.map(({ message }) => message))];
}

/** The units of a request that can be told apart beyond doubt, oldest first. */
export function findToolUnits(index: RequestIndex, turns: Turns, spoken: readonly number[]): readonly ToolUnit[] {
  const byTurn = Map.groupBy(
    index.blocks.filter(({ message }) => message >= 0),
    ({ message }) => turns.of[message] ?? -1,
  );
  const reused = reusedIds(index);
  return [...byTurn].flatMap(([turn, blocks]) => {
    const start = turns.starts[turn];
    if (start === undefined) return [];
    const spokenAt = spoken.findLast(message => message < start) ?? -1;
    return unitOf(blocks, { index, turn, spokenAt, reused }) ?? [];
  });
}

interface Surroundings {
  readonly index: RequestIndex;
  readonly turn: number;
  readonly spokenAt: number;
  readonly reused: ReadonlySet<string>;
}

function unitOf(blocks: readonly Block[], around: Surroundings): ToolUnit | undefined {
  const { index, turn, spokenAt, reused } = around;
  const byModel = blocks.filter(({ message }) => index.messages[message]?.author === 'model');
  const byClient = blocks.filter(({ message }) => index.messages[message]?.author === 'client');
  // Tools of the provider's own are answered within the model's turn, partly encrypted, and may be cited from.
  const calls = byModel.filter(block => block.kind === 'toolCall' && !isAnsweredIn(byModel, block));
  const results = calls.map(call => byClient.filter(block => answers(block, call, byClient)));
  const isWhole = calls.length > 0 && results.every(parts => parts.length > 0);
  if (!isWhole || calls.some(({ callId }) => callId !== undefined && reused.has(callId))) return undefined;
  // The client's cache breakpoints stay where they are.
  if ([...calls, ...results.flat()].some(({ cacheMark }) => cacheMark !== undefined)) return undefined;

  const thoughts = calls.flatMap(call => thoughtsBefore(call, index));
  const parts = new Set([...calls, ...thoughts, ...results.flat()]);
  const hasThoughts = byModel.some(({ kind }) => kind === 'thinking');
  const rest = blocks.filter(block => !parts.has(block));
  const canVanish = index.format === 'openai-responses' ? !sharesMessage(rest, parts) : rest.length === 0;
  return { calls, results, thoughts, turn, spokenAt, hasThoughts, canVanish };
}

function isAnsweredIn(blocks: readonly Block[], { callId }: Block): boolean {
  return callId !== undefined && blocks.some(block => block.kind !== 'toolCall' && block.callId === callId);
}

/** By id; without one, by the input of the call that the index has found for the result. Media lie inside their result. */
function answers(block: Block, call: Block, byClient: readonly Block[]): boolean {
  if (call.callId !== undefined) return block.callId === call.callId;
  const isAnswer = (candidate: Block): boolean =>
    candidate.kind === 'toolResult' &&
    candidate.inputSlot !== undefined &&
    candidate.inputSlot.start === call.inputSlot?.start;
  return isAnswer(block) || byClient.some(outer => isAnswer(outer) && holds(outer.slot, block.slot));
}

export function holds(outer: Slot, inner: Slot): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

function thoughtsBefore(call: Block, { blocks, messages }: RequestIndex): readonly Block[] {
  const thoughts: Block[] = [];
  for (let i = call.position - 1; blocks[i]?.kind === 'thinking'; i--) {
    const thought = blocks[i];
    if (thought === undefined || messages[thought.message]?.author !== 'model') break;
    thoughts.unshift(thought);
  }
  return thoughts;
}

function sharesMessage(rest: readonly Block[], parts: ReadonlySet<Block>): boolean {
  const touched = new Set([...parts].map(({ message }) => message));
  return rest.some(({ message }) => touched.has(message));
}

function reusedIds({ blocks }: RequestIndex): ReadonlySet<string> {
  const seen = new Set<string>();
  const reused = new Set<string>();
  for (const { kind, callId } of blocks) {
    if (kind !== 'toolCall' || callId === undefined) continue;
    if (seen.has(callId)) reused.add(callId);
    seen.add(callId);
  }
  return reused;
}
