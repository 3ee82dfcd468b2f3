import { hash } from 'node:crypto';
import type { WireFormat } from '../../shared/records.ts';
import type { PlacedItem, ReadBody } from './bodyReader.ts';
import type { Call, Draft, Item, Links, Placing } from './item.ts';
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
  #links: Links = { opened: [], answered: [], hasNameless: false };

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
    const isSame = !hasMoved && last.chainBefore === this.#chain && this.#answersSameCalls(last);
    const placing = isSame ? this.#repeat(last) : this.#place(placed, message);
    this.#chain = placing.chainAfter;
    item.placing = placing;
    return placing;
  }

  #answersSameCalls({ links }: Placing): boolean {
    for (const [callId, call] of links.answered) if (this.#calls.get(callId) !== call) return false;
    // Pairing by name depends on all that came before.
    return !links.hasNameless;
  }

  #repeat(placing: Placing): Placing {
    for (const block of placing.blocks) this.blocks.push(block);
    for (const [callId, call] of placing.links.opened) this.#calls.set(callId, call);
    return placing;
  }

  #place({ item, start }: PlacedItem, message: number): Placing {
    const position = this.blocks.length;
    const chainBefore = this.#chain;
    this.#links = { opened: [], answered: [], hasNameless: false };
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
      links: this.#links,
      asMessage: { role: item.role, author: item.author, slot: { start, end: start + item.length } },
      blocks: this.blocks.slice(position),
    };
  }

  #chained(link: string): string {
    return hash('sha256', `${this.#chain}\n${link}`, 'hex');
  }

  #blockOf(draft: Draft, start: number, place: Pick<Block, 'message' | 'chain'>): Block {
    const { link: _link, isUnchained: _isUnchained, slot, textSlot, inputSlot, ...rest } = draft;
    const { message } = place;
    const call = draft.kind === 'toolCall' ? this.#open(draft, start, message) : this.#answered(draft, message);
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

  #open({ callId, tool, inputSlot }: Draft, start: number, message: number): Call {
    const call = { tool, message, input: inputSlot && moved(inputSlot, start) };
    if (callId !== undefined) {
      this.#calls.set(callId, call);
      this.#links.opened.push([callId, call]);
    } else if (tool !== undefined) {
      this.#links.hasNameless = true;
      const open = this.#namedCalls.get(tool) ?? { calls: [], answered: 0 };
      open.calls.push(call);
      this.#namedCalls.set(tool, open);
    }
    return call;
  }

  /** The call that a block answers. Only the first part of a result without an id takes the next call. */
  #answered({ callId, kind, tool, part }: Draft, message: number): Call | undefined {
    if (callId !== undefined) {
      const call = this.#calls.get(callId);
      if (call?.message !== message) this.#links.answered.push([callId, call]);
      return call;
    }
    if (kind !== 'toolResult' || tool === undefined || part > 0) return undefined;
    this.#links.hasNameless = true;
    const open = this.#namedCalls.get(tool);
    return open?.calls[open.answered++];
  }
}

function moved({ start, end }: Slot, by: number): Slot {
  return { start: start + by, end: end + by };
}
