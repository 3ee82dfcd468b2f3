import type { Decision, Original } from '../../engine/plan/decision.ts';
import type { ExchangeDetail } from '../../shared/records.ts';
import type { DecisionKey } from '../sqlite/decisionsTable.ts';
import type { BlockText } from '../store.ts';

/** The first line of every file. A reader that does not know the version leaves the file alone. */
export interface Header {
  readonly type: 'header';
  readonly version: number;
  /** The per-store secret of handles, in hexadecimal digits. */
  readonly handleKey: string;
}

/** One line of the file. Each is whole in itself: a torn one takes nothing else along. */
export type Entry =
  | Header
  | {
      readonly type: 'commit';
      readonly project: string;
      readonly at: number;
      readonly decisions: readonly Decision[];
      readonly originals: readonly Original[];
    }
  | { readonly type: 'touch'; readonly at: number; readonly keys: readonly DecisionKey[] }
  /** Holds the texts that no earlier line holds. */
  | { readonly type: 'exchange'; readonly exchange: ExchangeDetail; readonly texts: readonly BlockText[] }
  | { readonly type: 'retrieval'; readonly at: number; readonly tokens: number }
  | { readonly type: 'state'; readonly name: string; readonly json: string };

export type EntryOf<Type extends Entry['type']> = Extract<Entry, { readonly type: Type }>;

export const formatVersion = 1;

/** `undefined` for what is not an entry: half a line, or a line that somebody else wrote. */
export function parseEntry(line: string): Entry | undefined {
  try {
    const value: unknown = JSON.parse(line);
    // Lines are written by this program only; what else is in the file fails to parse or has no type of ours.
    return isEntry(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const types: readonly unknown[] = ['header', 'commit', 'touch', 'exchange', 'retrieval', 'state'];

function isEntry(value: unknown): value is Entry {
  return typeof value === 'object' && value !== null && 'type' in value && types.includes(value.type);
}
