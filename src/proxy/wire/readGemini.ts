import type { Usage } from '../../shared/records.ts';
import { type AnswerReader, countOf, type JsonObject, mergeAnswer, objectOf, textOf } from './answer.ts';

/** A `GenerateContentResponse`; a stream is many of them, and the last one's usage is the sum. */
export const readGemini: AnswerReader = (value, known) => {
  const usage = objectOf(value.usageMetadata);
  const candidates = Array.isArray(value.candidates) ? value.candidates : [];
  return mergeAnswer(known, {
    model: textOf(value.modelVersion),
    stopReason: candidates.map(candidate => textOf(objectOf(candidate)?.finishReason)).find(Boolean),
    responseId: textOf(value.responseId),
    usage: usage === undefined ? undefined : geminiUsage(usage),
    errorType: textOf(objectOf(value.error)?.status),
  });
};

/** Thoughts are billed as output; what a tool adds to the prompt is not part of `promptTokenCount`. */
function geminiUsage(usage: JsonObject): Usage {
  const prompt = (countOf(usage.promptTokenCount) ?? 0) + (countOf(usage.toolUsePromptTokenCount) ?? 0);
  const cacheRead = Math.min(countOf(usage.cachedContentTokenCount) ?? 0, prompt);
  const output = (countOf(usage.candidatesTokenCount) ?? 0) + (countOf(usage.thoughtsTokenCount) ?? 0);
  return { input: prompt - cacheRead, output, cacheRead, cacheWrite5m: 0, cacheWrite1h: 0 };
}
