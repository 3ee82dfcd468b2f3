import { createHash } from 'node:crypto';

/** What an omission says about itself: how much, out of how much, of what kind, and how to get it back. */
export interface Omission {
  readonly omitted: number;
  readonly of: number;
  /** Plural noun for what was counted, e.g. `lines`. */
  readonly unit: string;
  /** What the omitted part was, e.g. `passing tests`. */
  readonly kind: string;
  readonly handle: string;
}

/** `[headroom: 412 of 430 lines omitted (passing tests); get: HANDLE]`, on a line of its own. */
export function omissionMarker({ omitted, of, unit, kind, handle }: Omission): string {
  return `[headroom: ${withThousands(omitted)} of ${withThousands(of)} ${unit} omitted (${kind}); get: ${handle}]`;
}

/** A line that explains a rewriting in which every value is still there. */
export function rewriteNote(explanation: string): string {
  return `[headroom: ${explanation}]`;
}

/** The element that ends a shortened JSON array, or the member that ends a shortened object. */
export const truncatedKey = '__headroom_truncated';

export function truncatedElement(omitted: number): string {
  return `{"${truncatedKey}": ${omitted}}`;
}

/** Follows a JSON value from which something was left out and names the original's content, shortened to twelve digits. */
export function digestLine(original: string): string {
  return `<headroom:tool_digest sha256="${createHash('sha256').update(original).digest('hex').slice(0, 12)}">`;
}

const ownMarker = /^\[headroom: |^<headroom:tool_digest sha256="|\{"__headroom_truncated": \d+\}/m;

/** True for text that Headroom has already rewritten; it is never rewritten again. Code that mentions markers has none. */
export function carriesMarker(text: string): boolean {
  return text.includes('headroom') && ownMarker.test(text);
}

/** Groups digits without depending on the machine's locale. */
export function withThousands(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
}
