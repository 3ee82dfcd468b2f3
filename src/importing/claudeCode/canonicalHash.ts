import { createHash } from 'node:crypto';
import type { WireMessage } from './transcriptLine.ts';

/** The name under which a transcript refers to a message: SHA-256 over its JSON with the members of every object in order. */
export function canonicalHash(message: WireMessage): string {
  return createHash('sha256')
    .update(JSON.stringify(inOrder(message)))
    .digest('hex');
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .map(([name, member]) => [name, inOrder(member)]),
  );
}
