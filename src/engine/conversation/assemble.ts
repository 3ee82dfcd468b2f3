import { hash } from 'node:crypto';
import type { WireFormat } from '../../shared/records.ts';
import type { PlacedItem, ReadBody } from './bodyReader.ts';
import type { Draft } from './item.ts';
import type { Block, RequestIndex, Slot } from './request.ts';

/** Puts the items' blocks in cache order, gives them their places in the body, and links results to their calls. */
export function assemble(body: ReadBody, format: WireFormat): RequestIndex {
  const assembler = new Assembler(format);
  for (const placed of body.tools) assembler.addItem(placed, -1, draft => draft.deferred !== true);
  for (const placed of body.system) assembler.addItem(placed, -1);
  const starts = body.messages.map((placed, message) => assembler.addItem(placed, message));
  const end = assembler.blocks.length;
  for (const placed of body.tools) assembler.addDeferred(placed);

  const { blocks } = assembler;
  const lastByModel = body.messages.findLastIndex(({ item }) => item.author === 'model');
  const liveFrom = starts[lastByModel + 1] ?? end;
  return {
    format,
    model: body.model,
    stream: body.stream,
    blocks,
    liveFrom: liveFrom === end ? blocks.length : liveFrom,
    messages: body.messages.map(({ item, start }) => ({
      role: item.role,
      author: item.author,
      slot: { start, end: start + item.length },
    })),
    ...(body.previousResponseId !== undefined && { previousResponseId: body.previousResponseId }),
    ...(body.cacheMark !== undefined && { cacheMark: body.cacheMark }),
  };
}

interface Call {
  readonly tool: string | undefined;
  readonly input: Slot | undefined;
}

class Assembler {
  readonly blocks: Block[] = [];
  private readonly calls = new Map<string, Call>();
  /** Calls without an id, by tool name, in order: that is how formats without ids pair them. */
  private readonly namedCalls = new Map<string, Call[]>();
  private chain: string;
  /** Envelopes since the last chained block; a message without content has nothing else to be chained by. */
  private pending = '';

  constructor(format: WireFormat) {
    this.chain = format;
  }

  /** Returns the position of the item's first block. */
  addItem({ item, start }: PlacedItem, message: number, isWanted: (draft: Draft) => boolean = () => true): number {
    const first = this.blocks.length;
    this.pending += item.envelope === '' ? '' : `${item.envelope}\n`;
    for (const draft of item.drafts) {
      if (!isWanted(draft)) continue;
      this.extendChain(draft);
      this.place(draft, start, message);
    }
    return first;
  }

  /** A deferred definition is outside the prefix, so its chain holds nothing but itself. */
  addDeferred({ item, start }: PlacedItem): void {
    for (const draft of item.drafts) {
      if (draft.deferred !== true) continue;
      this.chain = hash('sha256', `deferred ${draft.hash}`, 'hex');
      this.place(draft, start, -1);
    }
  }

  private extendChain({ link }: Draft): void {
    if (link === undefined) return;
    this.chain = hash('sha256', `${this.chain}\n${this.pending}${link}`, 'hex');
    this.pending = '';
  }

  private place(draft: Draft, start: number, message: number): void {
    const { link: _, slot, textSlot, inputSlot, ...rest } = draft;
    const ownInput = inputSlot && moved(inputSlot, start);
    const call = draft.kind === 'toolCall' ? this.open(draft, ownInput) : this.answered(draft);
    const input = call?.input;
    const tool = draft.tool ?? call?.tool;
    this.blocks.push({
      ...rest,
      position: this.blocks.length,
      message,
      slot: moved(slot, start),
      ...(textSlot !== undefined && { textSlot: moved(textSlot, start) }),
      ...(tool !== undefined && { tool }),
      ...(input !== undefined && { inputSlot: input }),
      chain: this.chain,
    });
  }

  private open({ callId, tool }: Draft, input: Slot | undefined): Call {
    const call = { tool, input };
    if (callId !== undefined) this.calls.set(callId, call);
    else if (tool !== undefined) {
      const earlier = this.namedCalls.get(tool);
      if (earlier === undefined) this.namedCalls.set(tool, [call]);
      else earlier.push(call);
    }
    return call;
  }

  /** The call that a block answers. Only the first part of an id-less result takes its call off the queue. */
  private answered({ callId, kind, tool, part }: Draft): Call | undefined {
    if (callId !== undefined) return this.calls.get(callId);
    if (kind !== 'toolResult' || tool === undefined || part > 0) return undefined;
    return this.namedCalls.get(tool)?.shift();
  }
}

function moved({ start, end }: Slot, by: number): Slot {
  return { start: start + by, end: end + by };
}
