import type { Usage } from '../../shared/records.ts';
import { type AnswerReader, countOf, type JsonObject, mergeAnswer, objectOf, textOf } from './answer.ts';

/**
 * A message body, or the events `message_start` (message inside), `message_delta` (stop reason inside, usage beside it)
 * and `error`. Counts in `message_delta` are cumulative, so a later figure replaces an earlier one.
 */
export const readAnthropic: AnswerReader = (value, known) => {
  const message = objectOf(value.message) ?? value;
  const delta = objectOf(value.delta);
  const usage = objectOf(value.usage) ?? objectOf(message.usage);
  return mergeAnswer(known, {
    model: textOf(message.model),
    stopReason: textOf(delta?.stop_reason) ?? textOf(message.stop_reason),
    responseId: textOf(message.id),
    usage: usage === undefined ? undefined : mergeUsage(known.usage, usage),
    errorType: textOf(objectOf(value.error)?.type),
  });
};

function mergeUsage(known: Usage | undefined, usage: JsonObject): Usage {
  const split = objectOf(usage.cache_creation);
  const written = countOf(usage.cache_creation_input_tokens);
  const cacheWrite1h = countOf(split?.ephemeral_1h_input_tokens) ?? known?.cacheWrite1h ?? 0;
  return {
    input: countOf(usage.input_tokens) ?? known?.input ?? 0,
    output: countOf(usage.output_tokens) ?? known?.output ?? 0,
    cacheRead: countOf(usage.cache_read_input_tokens) ?? known?.cacheRead ?? 0,
    // A total without its split leaves the tiers as an earlier event told them.
    cacheWrite5m:
      countOf(split?.ephemeral_5m_input_tokens) ??
      (written === undefined ? (known?.cacheWrite5m ?? 0) : Math.max(0, written - cacheWrite1h)),
    cacheWrite1h,
  };
}
