import type { Usage } from '../../shared/records.ts';

/** What a response says about itself, read beside its bytes. Everything is optional: an unread answer is still relayed. */
export interface Answer {
  /** The model that answered; it may differ from the one that was asked for. */
  readonly model?: string;
  /** The provider's own word, e.g. `end_turn`, `tool_calls`, `MAX_TOKENS`. */
  readonly stopReason?: string;
  readonly usage?: Usage;
  /** The provider's id of the answer: `previous_response_id` of a later request may name it. */
  readonly responseId?: string;
  /** The provider's error type, in a body or in the middle of a stream. */
  readonly errorType?: string;
}

/** Reads one parsed JSON value (a body, or one event's data) of one wire format and says what is new in it. */
export type AnswerReader = (value: JsonObject, known: Answer) => Answer;

export type JsonObject = Readonly<Record<string, unknown>>;

export function objectOf(value: unknown): JsonObject | undefined {
  return isObject(value) ? value : undefined;
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Token counts are whole and not negative; anything else counts as not told. */
export function countOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? Math.trunc(value) : undefined;
}

/** Lays what is told over what is known: an absent field never erases an earlier one. */
export function mergeAnswer(known: Answer, told: { readonly [K in keyof Answer]: Answer[K] | undefined }): Answer {
  const merged: Record<string, unknown> = { ...known };
  for (const [name, value] of Object.entries(told)) if (value !== undefined) merged[name] = value;
  return merged;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
