import { unseenPrefixText } from '../../engine/conversation/unseenPrefix.ts';
import type { ImportedRequest } from '../importedRequest.ts';
import { RebuiltMessages } from './rebuiltMessages.ts';
import { type RecordedRequest, RecordedRequests } from './recordedMessages.ts';
import { type Answer, contentParts, type Transcript } from './transcript.ts';
import type { WireMessage, WirePart } from './transcriptLine.ts';

/** Who the requests of a transcript belong to. */
export interface TranscriptOwner {
  readonly session: string;
  /** What the client calls a sub-agent; its own id when absent. */
  readonly agentName?: string;
}

/**
 * The requests behind the answers of a transcript, oldest first. They are made one by one, since together they are as large
 * as everything that the client ever sent.
 */
export function* requestsOf(transcript: Transcript, owner: TranscriptOwner): Generator<ImportedRequest> {
  const recorded = new RecordedRequests(transcript);
  const rebuilt = new RebuiltMessages(transcript);
  const mark = transcript.answers.some(({ usage }) => (usage?.cacheWrite1h ?? 0) > 0) ? hourMark : ordinaryMark;
  for (const answer of transcript.answers) {
    const exact = answer.request === undefined ? undefined : recorded.find(answer.request);
    const messages = exact?.messages ?? rebuilt.before(answer);
    if (messages.length === 0) continue;
    const body = exact === undefined ? rebuiltBody(answer, messages, mark) : recordedBody(exact);
    const agent = answer.agent === undefined ? undefined : (owner.agentName ?? answer.agent);
    yield {
      id: `transcript-${answer.uuid}`,
      body: Buffer.from(JSON.stringify(body)),
      model: answer.model,
      seen: exact === undefined ? 'messages' : 'everything',
      sentAtMs: exact?.line.atMs ?? answer.beganAtMs,
      answeredAtMs: answer.endedAtMs,
      session: owner.session,
      ...(answer.usage !== undefined && { usage: answer.usage }),
      ...(agent !== undefined && { agent }),
    };
  }
}

const ordinaryMark = { type: 'ephemeral' };
const hourMark = { type: 'ephemeral', ttl: '1h' };

function recordedBody({ line, system, tools, messages }: RecordedRequest): unknown {
  const body = { model: line.model, messages, system, tools, stream: true };
  return line.marks.reduce<unknown>((marked, { path, value }) => withMark(marked, path, value), body);
}

/** The marks are where Claude Code puts them: behind the system text, and on the last block. */
function rebuiltBody({ model }: Answer, messages: readonly WireMessage[], mark: WirePart): unknown {
  const body = {
    model,
    messages,
    system: [{ type: 'text', text: unseenPrefixText, cache_control: mark }],
    stream: true,
  };
  const last = contentParts(messages.at(-1)?.content ?? '').length - 1;
  return withMark(body, ['messages', messages.length - 1, 'content', last], mark);
}

/** A copy with a cache mark at the end of the path; a text that stands alone becomes a part, which can carry one. */
function withMark(value: unknown, [step, ...rest]: readonly (string | number)[], mark: unknown): unknown {
  if (step === undefined) return typeof value === 'object' ? { ...value, cache_control: mark } : value;
  if (typeof value === 'string') return withMark([{ type: 'text', text: value }], [step, ...rest], mark);
  if (Array.isArray(value)) {
    return value.map((each: unknown, index) => (index === step ? withMark(each, rest, mark) : each));
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, name === step ? withMark(each, rest, mark) : each]),
  );
}
