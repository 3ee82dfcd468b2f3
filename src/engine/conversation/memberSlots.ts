import { Doubt } from './jsonLexer.ts';
import { JsonTape } from './jsonTape.ts';
import { JsonValue } from './jsonValue.ts';
import type { Slot } from './request.ts';

/** Where the values of a JSON object's members stand, by key; `undefined` for whatever is no JSON object with distinct keys. */
export function memberSlots(bytes: Uint8Array): ReadonlyMap<string, Slot> | undefined {
  try {
    const tape = new JsonTape(bytes);
    const end = tape.lexer.afterSpace(tape.read(tape.lexer.start));
    const root = new JsonValue(tape, 0);
    if (!root.isObject || end !== bytes.length) return undefined;
    return new Map([...root.fields].map(([key, value]) => [key, value.slot]));
  } catch (error) {
    if (error instanceof Doubt) return undefined;
    throw error;
  }
}
