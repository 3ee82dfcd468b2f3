import type { Slot } from './request.ts';

/** Decodes the JSON string literal in `slot`. Lone surrogates, which UTF-8 cannot hold, survive as they were escaped. */
export function readText(body: Uint8Array, slot: Slot): string {
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const literal = bytes.toString('utf8', slot.start, slot.end);
  // Keys and short words are most of what is read, and hardly any of them is escaped.
  if (literal.length < 64 && /^"[^"\\]*"$/.test(literal)) return literal.slice(1, -1);
  const text: unknown = JSON.parse(literal);
  if (typeof text !== 'string') throw new TypeError(`No string at byte ${slot.start}`);
  return text;
}

/** The canonical JSON string literal of a text, quotes included: the same text always gives the same bytes. */
export function encodeText(text: string): Uint8Array {
  return Buffer.from(JSON.stringify(text), 'utf8');
}
