import type { Usage } from '../../shared/records.ts';
import { type AnswerReader, countOf, type JsonObject, mergeAnswer, objectOf, textOf } from './answer.ts';

/** A completion body or one chunk of it. Usage comes in the last chunk, and only when the client asked for it. */
export const readOpenAiChat: AnswerReader = (value, known) => {
  const usage = objectOf(value.usage);
  const choices = Array.isArray(value.choices) ? value.choices : [];
  return mergeAnswer(known, {
    model: textOf(value.model),
    stopReason: choices.map(choice => textOf(objectOf(choice)?.finish_reason)).find(reason => reason !== undefined),
    responseId: textOf(value.id),
    usage: usage === undefined ? undefined : chatUsage(usage),
    errorType: errorTypeOf(value.error),
  });
};

/** OpenAI names some errors by `code` and some by `type`; the code is the more exact one. */
export function errorTypeOf(error: unknown): string | undefined {
  const fields = objectOf(error);
  return textOf(fields?.code) ?? textOf(fields?.type);
}

function chatUsage(usage: JsonObject): Usage {
  const details = objectOf(usage.prompt_tokens_details);
  return splitPrompt(countOf(usage.prompt_tokens) ?? 0, countOf(usage.completion_tokens) ?? 0, details);
}

/** OpenAI counts cached tokens into the prompt; our `input` is what was neither read from nor written to the cache. */
export function splitPrompt(prompt: number, output: number, details: JsonObject | undefined): Usage {
  const cacheRead = Math.min(countOf(details?.cached_tokens) ?? 0, prompt);
  const cacheWrite5m = Math.min(countOf(details?.cache_write_tokens) ?? 0, prompt - cacheRead);
  return { input: prompt - cacheRead - cacheWrite5m, output, cacheRead, cacheWrite5m, cacheWrite1h: 0 };
}
