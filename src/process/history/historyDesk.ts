import type { ExchangeRecording } from '../../engine/analysis/exchangeRecording.ts';
import { promptTokens } from '../../engine/models/price.ts';
import { Arm, ArmMemory, type ArmStep, type PastRequest } from '../../engine/rehearsal/arm.ts';
import { type ImportedConversation, readConversation } from '../../importing/claudeCode/readConversation.ts';
import type { ImportedRequest } from '../../importing/importedRequest.ts';
import type { TrialFigures } from '../../shared/history.ts';
import { parseOptions } from '../../shared/options.ts';
import { unreachable } from '../../shared/unreachable.ts';
import { rebuildRequest } from '../onDemand/rebuildRequest.ts';
import { Analyst } from '../recording/analyst.ts';
import type { HistoryAnswer, HistoryQuestion, RecordedExchange } from './historyThread.ts';
import { analyzeImported } from './importedExchange.ts';
import { Trial } from './trial.ts';

/** So long an answer may take, so that progress shows and a cancellation is heard. */
const sliceMs = 250;

interface OpenSession {
  readonly conversation: ImportedConversation;
  readonly sinceMs: number;
  readonly requests: Generator<ImportedRequest>;
  readonly analyst: Analyst;
  readonly seen: Map<string, number>;
}

/** The history thread's own side: what it has open. Nothing here touches what is known of live conversations. */
export class HistoryDesk {
  readonly #now: () => number;
  #session: OpenSession | undefined;
  #trial: Trial | undefined;
  #arms: { readonly untouched: Arm; readonly mine: Arm; readonly candidate: Arm } | undefined;

  constructor(now: () => number) {
    this.#now = now;
  }

  async answer(question: HistoryQuestion): Promise<HistoryAnswer> {
    switch (question.kind) {
      case 'openSession':
        return this.#open(await readConversation(question.files), question.sinceMs);
      case 'importSome':
        return this.#importSome();
      case 'beginTrial':
        this.#trial = new Trial(question.source, question.options);
        return { kind: 'ready' };
      case 'trySome':
        return this.#trySome();
      case 'tryRecorded':
        return this.#tryRecorded(question);
      case 'compare': {
        const memory = new ArmMemory();
        this.#arms = {
          untouched: new Arm({ mode: 'audit', options: parseOptions({}, 'proxy') }, memory),
          mine: new Arm({ mode: 'optimize', options: question.mine }, memory),
          candidate: new Arm({ mode: 'optimize', options: question.candidate }, memory),
        };
        return { kind: 'ready' };
      }
      case 'compareRecorded':
        return this.#compare(question.recorded, question.laterRequests);
      default:
        return unreachable(question);
    }
  }

  #open(conversation: ImportedConversation, sinceMs: number): HistoryAnswer {
    const requests = conversation.requests();
    this.#session = { conversation, sinceMs, requests, analyst: new Analyst(), seen: new Map() };
    this.#trial?.begin();
    const { requestCount, unread, unreadFiles } = conversation;
    return { kind: 'opened', requests: requestCount, unreadLines: unread, unreadFiles };
  }

  async #importSome(): Promise<HistoryAnswer> {
    const recordings: ExchangeRecording[] = [];
    const isEnd = await this.#someOf(async (request, { conversation, analyst, sinceMs }) => {
      const recording = await analyzeImported(request, conversation.project, analyst);
      if (isWanted(request, sinceMs)) recordings.push(recording);
    });
    return { kind: 'imported', recordings, isEnd };
  }

  async #trySome(): Promise<HistoryAnswer> {
    const trial = this.#trial;
    if (trial === undefined) throw new Error('No trial has begun.');
    const isEnd = await this.#someOf(async (request, { conversation, seen, sinceMs }) => {
      const lane = request.agent ?? 'main';
      const before = [...seen.values()].reduce((sum, count) => sum + count, 0);
      seen.set(lane, (seen.get(lane) ?? 0) + 1);
      const past: PastRequest = {
        body: request.body,
        format: 'anthropic',
        model: request.model,
        atMs: request.sentAtMs,
        lane,
        isPartial: request.seen === 'messages',
        ...(request.usage !== undefined && { usage: request.usage }),
      };
      const laterRequests = conversation.requestCount - before;
      await (isWanted(request, sinceMs) ? trial.send(past, laterRequests) : trial.warmUp(past, laterRequests));
    });
    return { kind: 'tried', result: trial.result, isEnd };
  }

  /** Works through the open session for a moment. True at its end. */
  async #someOf(work: (request: ImportedRequest, session: OpenSession) => Promise<void>): Promise<boolean> {
    const session = this.#session;
    if (session === undefined) throw new Error('No session is open.');
    const until = this.#now() + sliceMs;
    do {
      const next = session.requests.next();
      if (next.done === true) {
        this.#session = undefined;
        return true;
      }
      await work(next.value, session);
    } while (this.#now() < until);
    return false;
  }

  async #tryRecorded({
    recorded,
    laterRequests,
    isFirst,
  }: Extract<HistoryQuestion, { kind: 'tryRecorded' }>): Promise<HistoryAnswer> {
    const trial = this.#trial;
    if (trial === undefined) throw new Error('No trial has begun.');
    if (isFirst) trial.begin();
    await trial.send(pastRequest(recorded), laterRequests);
    return { kind: 'tried', result: trial.result, isEnd: false };
  }

  async #compare(recorded: RecordedExchange, laterRequests: number): Promise<HistoryAnswer> {
    if (this.#arms === undefined) throw new Error('No comparison has begun.');
    const { untouched, mine, candidate } = this.#arms;
    const past = pastRequest(recorded);
    const figures = {
      untouched: figuresOf(await untouched.send(past, laterRequests)),
      mine: figuresOf(await mine.send(past, laterRequests)),
      candidate: figuresOf(await candidate.send(past, laterRequests)),
    };
    return { kind: 'compared', figures };
  }
}

/** Nobody knows how old a request without a time is; it may well be wanted. */
function isWanted({ sentAtMs }: ImportedRequest, sinceMs: number): boolean {
  return sentAtMs === 0 || sentAtMs >= sinceMs;
}

function pastRequest({ exchange, texts }: RecordedExchange): PastRequest {
  const { usage, mode, tokensBefore, tokensAfter } = exchange;
  // The provider counted what was sent; the client's own request was larger where something had been compressed.
  const grown = mode === 'simulate' || tokensAfter === 0 ? 1 : tokensBefore / tokensAfter;
  return {
    body: Buffer.from(rebuildRequest(exchange, texts)),
    format: 'anthropic',
    model: exchange.model,
    atMs: exchange.startedAt,
    lane: exchange.branch ?? 'main',
    isPartial: exchange.origin === 'messages',
    ...(usage !== undefined && { usage, promptTokens: Math.round(promptTokens(usage) * grown) }),
  };
}

function figuresOf({ tokens, usd, fetchUsd, isBreak }: ArmStep): TrialFigures {
  return { tokens, usd: usd + fetchUsd, isBreak };
}
