import type { Receipt } from '../../../shared/records.ts';
import { say } from '../../../shared/sentences/say.ts';
import { JsonTape } from '../../conversation/jsonTape.ts';
import { JsonValue } from '../../conversation/jsonValue.ts';
import { removeElements } from '../../conversation/removeElements.ts';
import type { Block, RequestIndex, Slot } from '../../conversation/request.ts';
import type { Edit } from '../../conversation/splice.ts';
import { encodeText } from '../../conversation/text.ts';
import { omissionMarker } from '../../transforms/marker.ts';
import type { Original } from '../decision.ts';
import { type Cut, keptBlocks } from './rollingWindow.ts';
import { holds } from './toolUnits.ts';

/** What a receipt says of a block that a cut took out, or that holds its marker. */
export type CutReceipt = Pick<Receipt, 'transform' | 'grade' | 'reason' | 'tokensAfter' | 'handle'>;

export interface WindowEdits {
  readonly edits: readonly Edit[];
  /** What each cut left in its place, in their order. */
  readonly markers: readonly CutMarker[];
  /** By the position of each block whose bytes a cut takes. */
  readonly receipts: ReadonlyMap<number, CutReceipt>;
  readonly originals: readonly Original[];
}

export interface CutMarker {
  readonly marker: string;
  readonly handle: string;
}

export interface CutContext {
  readonly body: Uint8Array;
  readonly index: RequestIndex;
  readonly name: (text: string) => string;
  readonly count: (text: string) => number;
}

/** The bytes of a planned cut. `undefined` when the body's structure leaves a doubt about any of them. */
export function cutWindow(cuts: readonly Cut[], context: CutContext): WindowEdits | undefined {
  const receipts = new Map<number, CutReceipt>();
  const originals: Original[] = [];
  const edits: Edit[] = [];
  const markers: CutMarker[] = [];
  const removed = new Set<Block>();
  for (const cut of cuts) {
    const [first] = cut.units;
    const [call] = first?.calls ?? [];
    const answer = first?.results[0];
    if (first === undefined || call === undefined || answer === undefined) return undefined;
    const slot = answerSlot(answer, context);
    if (slot === undefined) return undefined;

    const { marker, handle } = cut.recorded ?? nameCut(cut, context, originals);
    markers.push({ marker, handle });
    edits.push({ slot, bytes: encodeText(marker) });
    const receipt = receiptOf(cut, handle);
    const kept = new Set<Block>([...keptBlocks(first), ...answer]);
    for (const block of blocksOf(cut)) {
      if (!kept.has(block)) removed.add(block);
      if (!kept.has(block) || answer.includes(block)) receipts.set(block.position, { ...receipt, tokensAfter: 0 });
    }
    const [seat] = answer;
    if (seat !== undefined) receipts.set(seat.position, { ...receipt, tokensAfter: context.count(marker) });
  }
  const removals = removalsOf(removed, context);
  return removals && { edits: [...edits, ...removals], markers, receipts, originals };
}

function nameCut(cut: Cut, { body, name }: CutContext, originals: Original[]): CutMarker {
  const text = originalOf(cut, body);
  const handle = name(text);
  originals.push({ handle, text });
  return { marker: markerOf(cut, handle), handle };
}

function blocksOf({ units }: Cut): readonly Block[] {
  return units.flatMap(({ calls, results, thoughts }) => [...thoughts, ...calls, ...results.flat()]);
}

function callsIn({ units }: Cut): number {
  return units.reduce((sum, { calls }) => sum + calls.length, 0);
}

function markerOf(cut: Cut, handle: string): string {
  const omitted = callsIn(cut);
  const rest = omitted === 1 ? '' : ', with the calls after this one';
  const kind = `oldest first, to fit the context window${rest}`;
  return omissionMarker({ omitted, of: cut.callsSinceSpoken, unit: 'tool results', kind, handle });
}

function receiptOf(cut: Cut, handle: string): Omit<CutReceipt, 'tokensAfter'> {
  const reason = say(cut.isNew ? 'did.cutNow' : 'did.cutBefore', { n: callsIn(cut), all: cut.callsSinceSpoken });
  return { transform: 'rolling_window', grade: 'omission', reason, handle };
}

/** An array of the JSON of everything that the marker stands for, as the client sent it. */
function originalOf(cut: Cut, body: Uint8Array): string {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const calls = cut.units.flatMap(({ calls, results }) =>
    calls.flatMap((call, i) => [call, ...outermost(results[i] ?? [])]),
  );
  return `[\n${calls.map(({ slot }) => bytes.toString('utf8', slot.start, slot.end)).join(',\n')}\n]`;
}

function outermost(blocks: readonly Block[]): readonly Block[] {
  return blocks.filter(block => !blocks.some(other => other !== block && holds(other.slot, block.slot)));
}

/** Where the marker goes: the result's one text, or its list of parts as a whole. */
function answerSlot(answer: readonly Block[], { body, index }: CutContext): Slot | undefined {
  const [first] = answer;
  const last = answer.at(-1);
  const message = index.messages[first?.message ?? -1];
  if (first === undefined || last === undefined || message === undefined) return undefined;
  if (answer.length === 1 && first.textSlot !== undefined) return first.textSlot;
  const value = valueIn(body, message.slot);
  const results = [value, ...(value.fields.get('content')?.elements ?? [])];
  const parts = results.flatMap(({ fields }) => {
    const id = fields.get('tool_use_id') ?? fields.get('tool_call_id') ?? fields.get('call_id');
    return id?.text === first.callId ? (fields.get('content') ?? fields.get('output') ?? []) : [];
  });
  return parts.find(part => part.isArray && holds(part.slot, first.slot) && holds(part.slot, last.slot))?.slot;
}

/** Whole messages where nothing else is in them, elements of a message's lists elsewhere. */
function removalsOf(removed: ReadonlySet<Block>, { body, index }: CutContext): readonly Edit[] | undefined {
  const byMessage = Map.groupBy(
    index.blocks.filter(({ message }) => message >= 0),
    ({ message }) => message,
  );
  const gone = new Set<Slot>();
  const edits: Edit[] = [];
  for (const [i, blocks] of byMessage) {
    const message = index.messages[i];
    if (message === undefined || !blocks.some(block => removed.has(block))) continue;
    if (blocks.every(block => removed.has(block))) {
      gone.add(message.slot);
      continue;
    }
    const within = removeWithin(valueIn(body, message.slot), blocks, removed);
    if (within === undefined) return undefined;
    edits.push(...within);
  }
  const messages = index.messages.map(({ slot }) => slot);
  return [...edits, ...removeElements(messages, slot => gone.has(slot))];
}

function removeWithin(
  message: JsonValue,
  blocks: readonly Block[],
  removed: ReadonlySet<Block>,
): readonly Edit[] | undefined {
  const lists = ['content', 'parts', 'tool_calls'].map(name => message.fields.get(name)?.elements ?? []);
  const isRemoved = (element: Slot): boolean => {
    const inside = blocks.filter(({ slot }) => holds(element, slot));
    return inside.length > 0 && inside.every(block => removed.has(block));
  };
  const slots = lists.map(list => list.map(({ slot }) => slot));
  const gone = slots.flat().filter(isRemoved);
  const isCovered = blocks.every(block => !removed.has(block) || gone.some(element => holds(element, block.slot)));
  // A list that were left empty, or a member that is no list, is more than removing elements can do.
  const leavesNothing = slots.some(list => list.length > 0 && list.every(isRemoved));
  return isCovered && !leavesNothing ? slots.flatMap(list => removeElements(list, isRemoved)) : undefined;
}

function valueIn(body: Uint8Array, slot: Slot): JsonValue {
  const tape = new JsonTape(body);
  tape.read(slot.start);
  return new JsonValue(tape, 0);
}
