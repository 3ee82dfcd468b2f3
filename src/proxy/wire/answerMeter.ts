import type { WireFormat } from '../../shared/records.ts';
import { type Answer, type AnswerReader, objectOf } from './answer.ts';
import { readAnthropic } from './readAnthropic.ts';
import { readGemini } from './readGemini.ts';
import { readOpenAiChat } from './readOpenAiChat.ts';
import { readOpenAiResponses } from './readOpenAiResponses.ts';
import { SseReader } from './sseReader.ts';

/** Reads a response while it passes. It sees decoded bytes in any cut and never throws: an unreadable answer tells nothing. */
export interface AnswerMeter {
  feed(bytes: Uint8Array): void;
  end(): Answer;
}

const readers: Readonly<Record<WireFormat, AnswerReader>> = {
  anthropic: readAnthropic,
  'openai-chat': readOpenAiChat,
  'openai-responses': readOpenAiResponses,
  gemini: readGemini,
  messages: readOpenAiChat,
};

/** A body above this size is relayed but no longer read; answers of models are far smaller. */
const maxJsonBytes = 32 * 1024 * 1024;

export function meterAnswer(format: WireFormat, contentType: string): AnswerMeter {
  const read = readers[format];
  return contentType.toLowerCase().includes('text/event-stream') ? new EventMeter(read) : new BodyMeter(read);
}

class EventMeter implements AnswerMeter {
  readonly #sse: SseReader;
  #answer: Answer = {};

  constructor(read: AnswerReader) {
    this.#sse = new SseReader(({ data }) => {
      if (!mayTell(data)) return;
      const value = objectOf(parseJson(data));
      if (value !== undefined) this.#answer = read(value, this.#answer);
    });
  }

  feed(bytes: Uint8Array): void {
    this.#sse.feed(bytes);
  }

  end(): Answer {
    this.#sse.end();
    return this.#answer;
  }
}

/** Nearly all events of a stream are deltas of text; those that may tell something are few, so only they are parsed. */
function mayTell(data: string): boolean {
  return tellingWords.some(word => data.includes(word));
}

const tellingWords = [
  '"usage',
  '"model',
  '"stop_reason"',
  '"finish_reason":"',
  '"finish_reason": "',
  'inishReason',
  '"error"',
];

class BodyMeter implements AnswerMeter {
  readonly #read: AnswerReader;
  readonly #decoder = new TextDecoder();
  #text = '';
  #bytes = 0;

  constructor(read: AnswerReader) {
    this.#read = read;
  }

  feed(bytes: Uint8Array): void {
    this.#bytes += bytes.length;
    if (this.#bytes <= maxJsonBytes) this.#text += this.#decoder.decode(bytes, { stream: true });
    else this.#text = '';
  }

  /** Gemini streams an array of responses when the client did not ask for events. */
  end(): Answer {
    if (this.#bytes > maxJsonBytes) return {};
    const parsed = parseJson(this.#text + this.#decoder.decode());
    const values = Array.isArray(parsed) ? parsed : [parsed];
    return values.reduce<Answer>((answer, entry) => {
      const value = objectOf(entry);
      return value === undefined ? answer : this.#read(value, answer);
    }, {});
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
