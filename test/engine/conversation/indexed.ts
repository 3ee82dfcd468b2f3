import { readFileSync } from 'node:fs';
import type { IndexMemory } from '../../../src/engine/conversation/indexMemory.ts';
import { indexRequest, isUnindexed } from '../../../src/engine/conversation/indexRequest.ts';
import type { Block, RequestIndex, Slot } from '../../../src/engine/conversation/request.ts';
import { readText } from '../../../src/engine/conversation/text.ts';
import type { WireFormat } from '../../../src/shared/records.ts';

/** The index of a value's JSON. */
export function indexOf(format: WireFormat, value: unknown): RequestIndex {
  return indexBytes(format, Buffer.from(JSON.stringify(value)));
}

export function indexBytes(format: WireFormat, body: Uint8Array, memory?: IndexMemory): RequestIndex {
  const index = indexRequest(body, format, memory);
  if (isUnindexed(index)) throw new Error(index.reason);
  return index;
}

/** A request as a real client shapes it; see test/captures/requests. */
export function capture(name: string): Uint8Array {
  return readFileSync(new URL(`../../captures/requests/${name}.json`, import.meta.url));
}

/** The blocks as a table for people: kind, wire type, text or JSON, then what else is known. */
export function rows(format: WireFormat, body: Uint8Array): readonly string[] {
  return indexBytes(format, body).blocks.map(block => {
    const facts = [
      block.callId && `call ${block.callId}`,
      block.tool && `tool ${block.tool}`,
      block.inputSlot && `input ${slice(body, block.inputSlot)}`,
      block.isError && 'error',
      block.deferred && 'deferred',
      block.cacheMark && `mark ${block.cacheMark}`,
    ];
    return [
      `${block.message}.${block.part} ${block.kind} ${block.wireType}`,
      shownOf(body, block),
      ...facts.filter(Boolean),
    ].join(' | ');
  });
}

export function rowsOf(format: WireFormat, value: unknown): readonly string[] {
  return rows(format, Buffer.from(JSON.stringify(value)));
}

export function slice(body: Uint8Array, { start, end }: Slot): string {
  return Buffer.from(body.subarray(start, end)).toString();
}

function shownOf(body: Uint8Array, { slot, textSlot }: Block): string {
  if (textSlot !== undefined) return JSON.stringify(readText(body, textSlot).slice(0, 24));
  return slice(body, slot).slice(0, 32);
}
