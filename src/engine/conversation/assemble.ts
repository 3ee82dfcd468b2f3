import { hash } from 'node:crypto';
import type { WireFormat } from '../../shared/records.ts';
import type { PlacedItem, ReadBody } from './bodyReader.ts';
import type { Draft, Item, Placing } from './item.ts';
import type { Block, RequestIndex, Slot } from './request.ts';

/** Puts the items' blocks in cache order, gives them their places in the body, and links results to their calls. */
export function assemble(body: ReadBody, format: WireFormat): RequestIndex {
  const assembler = new Assembler(format);
  for (const placed of body.tools) if (!isDeferred(placed.item)) assembler.add(placed, -1);
  for (const placed of body.system) assembler.add(placed, -1);
  const placings = body.messages.map((placed, message) => assembler.add(placed, message));
  const end = assembler.blocks.length;
  for (const placed of body.tools) {
    if (!isDeferred(placed.item)) continue;
    // Outside the prefix, a definition's chain holds nothing but itself.
    assembler.startChain('deferred');
    assembler.add(placed, -1);
  }

  const { blocks } = assembler;
  const lastByModel = body.messages.findLastIndex(({ item }) => item.author === 'model');
  const liveFrom = placings[lastByModel + 1]?.position ?? end;
  return {
    format,
    model: body.model,
    stream: body.stream,
    blocks,
    liveFrom: liveFrom === end ? blocks.length : liveFrom,
    messages: placings.map(({ asMessage }) => asMessage),
    ...(body.previousResponseId !== undefined && { previousResponseId: body.previousResponseId }),
    ...(body.cacheMark !== undefined && { cacheMark: body.cacheMark }),
  };
}

function isDeferred({ drafts }: Item): boolean {
  return drafts.some(({ deferred }) => deferred === true);
}

interface Call {
  readonly tool: string | undefined;
  readonly input: Slot | undefined;
}

/** Calls without an id, in order, and how many of them have been answered. */
interface OpenCalls {
  readonly calls: Call[];
  answered: number;
}

class Assembler {
  readonly blocks: Block[] = [];
  readonly #calls = new Map<string, Call>();
  /** Calls without an id are paired with results by the tool's name and their order. */
  readonly #namedCalls = new Map<string, OpenCalls>();
  #chain: string;

  constructor(format: WireFormat) {
    this.#chain = format;
  }

  startChain(seed: string): void {
    this.#chain = seed;
  }

  /** In a growing conversation nearly every item stands where it stood, and its blocks are taken over as they are. */
  add(placed: PlacedItem, message: number): Placing {
    const { item, start } = placed;
    const last = item.placing;
    const hasMoved = last?.start !== start || last.position !== this.blocks.length || last.message !== message;
    const isSame = !hasMoved && last.chainBefore === this.#chain && this.#holdsCalls(item, last);
    const placing = isSame ? last : this.#place(placed, message);
    if (placing === last) for (const block of placing.blocks) this.blocks.push(block);
    this.#chain = placing.chainAfter;
    item.placing = placing;
    return placing;
  }

  /** Whether the item's results answer the same calls as before. Calls without ids are paired anew every time. */
  #holdsCalls({ drafts }: Item, { blocks }: Placing): boolean {
    return drafts.every((draft, index) => {
      const block = blocks[index];
      if (draft.kind !== 'toolCall' && draft.callId === undefined) return draft.kind !== 'toolResult';
      if (draft.callId === undefined || block === undefined) return false;
      if (draft.kind === 'toolCall') this.#calls.set(draft.callId, { tool: draft.tool, input: block.inputSlot });
      const call = this.#calls.get(draft.callId);
      return block.tool === (draft.tool ?? call?.tool) && isSameSlot(block.inputSlot, call?.input);
    });
  }

  #place({ item, start }: PlacedItem, message: number): Placing {
    const position = this.blocks.length;
    const chainBefore = this.#chain;
    let { envelope } = item;
    for (const draft of item.drafts) {
      const chain = this.#chained(`${envelope} ${draft.link}`);
      this.blocks.push(this.#blockOf(draft, start, { message, chain }));
      // An unchained block has a chain of its own, to be told apart by, but the next block does not build on it.
      if (draft.isUnchained === true) continue;
      this.#chain = chain;
      envelope = '';
    }
    // A message without content has no block to carry its role and settings into the chain.
    if (envelope !== '') this.#chain = this.#chained(envelope);
    return {
      start,
      position,
      message,
      chainBefore,
      chainAfter: this.#chain,
      asMessage: { role: item.role, author: item.author, slot: { start, end: start + item.length } },
      blocks: this.blocks.slice(position),
    };
  }

  #chained(link: string): string {
    return hash('sha256', `${this.#chain}\n${link}`, 'hex');
  }

  #blockOf(draft: Draft, start: number, place: Pick<Block, 'message' | 'chain'>): Block {
    const { link: _link, isUnchained: _isUnchained, slot, textSlot, inputSlot, ...rest } = draft;
    const ownInput = inputSlot && moved(inputSlot, start);
    const call = draft.kind === 'toolCall' ? this.#open(draft, ownInput) : this.#answered(draft);
    const input = call?.input;
    const tool = draft.tool ?? call?.tool;
    return {
      ...rest,
      ...place,
      position: this.blocks.length,
      slot: moved(slot, start),
      ...(textSlot !== undefined && { textSlot: moved(textSlot, start) }),
      ...(tool !== undefined && { tool }),
      ...(input !== undefined && { inputSlot: input }),
    };
  }

  #open({ callId, tool }: Draft, input: Slot | undefined): Call {
    const call = { tool, input };
    if (callId !== undefined) this.#calls.set(callId, call);
    else if (tool !== undefined) {
      const open = this.#namedCalls.get(tool) ?? { calls: [], answered: 0 };
      open.calls.push(call);
      this.#namedCalls.set(tool, open);
    }
    return call;
  }

  /** The call that a block answers. Only the first part of a result without an id takes the next call. */
  #answered({ callId, kind, tool, part }: Draft): Call | undefined {
    if (callId !== undefined) return this.#calls.get(callId);
    if (kind !== 'toolResult' || tool === undefined || part > 0) return undefined;
    const open = this.#namedCalls.get(tool);
    return open?.calls[open.answered++];
  }
}

function isSameSlot(a: Slot | undefined, b: Slot | undefined): boolean {
  return a?.start === b?.start && a?.end === b?.end;
}

function moved({ start, end }: Slot, by: number): Slot {
  return { start: start + by, end: end + by };
}
