import type { Usage } from '../../shared/records.ts';
import { type AnswerReader, countOf, type JsonObject, mergeAnswer, objectOf, textOf } from './answer.ts';
import { errorTypeOf, splitPrompt } from './readOpenAiChat.ts';

/** A response body, or an event that carries one (`response.created`, `response.completed`, `response.failed`…). */
export const readOpenAiResponses: AnswerReader = (value, known) => {
  const response = objectOf(value.response) ?? value;
  const usage = objectOf(response.usage);
  const isError = value.type === 'error';
  return mergeAnswer(known, {
    model: textOf(response.model),
    stopReason: stopReasonOf(response),
    responseId: response.object === 'response' ? textOf(response.id) : undefined,
    usage: usage === undefined ? undefined : responsesUsage(usage),
    errorType: isError ? errorTypeOf(value) : errorTypeOf(response.error),
  });
};

function stopReasonOf(response: JsonObject): string | undefined {
  const status = textOf(response.status);
  if (status === 'in_progress' || status === 'queued') return undefined;
  return textOf(objectOf(response.incomplete_details)?.reason) ?? status;
}

function responsesUsage(usage: JsonObject): Usage {
  const details = objectOf(usage.input_tokens_details);
  return splitPrompt(countOf(usage.input_tokens) ?? 0, countOf(usage.output_tokens) ?? 0, details);
}
