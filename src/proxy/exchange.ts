import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Mode } from '../shared/modes.ts';
import type { Options } from '../shared/options.ts';
import { unnamedProject } from '../shared/projects.ts';
import { say } from '../shared/sentences/say.ts';
import { AnswerTap } from './answerTap.ts';
import { type ClientFacts, readClientFacts } from './clientFacts.ts';
import { decodeBody } from './contentCoding.ts';
import { type Directives, readDirectives } from './directives.ts';
import { explainUnreachable } from './explainUnreachable.ts';
import { type Framing, hasBodySignature, headerOf, type RawHeaders, requestHeadersFor } from './headers.ts';
import { KeptBody } from './keptBody.ts';
import type { LiveSettings, OptionsFor, Recorder } from './ports.ts';
import { sendProviderError } from './providerError.ts';
import { type RelayOutcome, type RelayWatcher, relay } from './relay.ts';
import { faultOf, statusOf } from './relayOutcome.ts';
import type { EditedRequest, RequestEditor } from './requestEditor.ts';
import type { Route } from './route.ts';
import { pathAt, type Upstream } from './upstreams.ts';
import type { WayOut } from './wayOut.ts';
import { readRateLimits } from './wire/rateLimits.ts';

/** What every exchange of one proxy shares. */
export interface ExchangeParts {
  readonly settings: () => LiveSettings;
  readonly optionsFor: OptionsFor;
  readonly editor: RequestEditor;
  readonly recorder: Recorder;
  readonly wayOut: WayOut;
  readonly maxBodyBytes: number;
  readonly newId: () => string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

export interface Client {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** Bodies of requests that we do not read are kept up to this size, to be sent again when an idle connection was dead. */
const resendBytes = 1024 * 1024;

/** Carries one request to its upstream and the answer back, and tells the recorder. Never rejects. */
export async function runExchange(
  parts: ExchangeParts,
  client: Client,
  route: Route,
  upstream: Upstream,
): Promise<void> {
  const directives = readDirectives(client.request.rawHeaders);
  const settings = parts.settings();
  const mode = modeFor(settings, directives);
  if (mode === 'off' || route.known === undefined) {
    const body = new KeptBody(client.request, resendBytes);
    const mayWarmCaches = client.request.method === 'POST';
    if (mayWarmCaches) parts.editor.missed();
    await send(parts, client, { route, upstream, body, framing: { kind: 'asReceived' } });
    if (mayWarmCaches) parts.editor.missed();
    return;
  }
  await new ReadExchange(parts, client, { route, upstream, directives, settings, mode }).run();
}

/** The header may ask for less or for more than what runs; only a stopped engine stays stopped. */
function modeFor(settings: LiveSettings, directives: Directives): Mode {
  if (directives.bypass || settings.isStopped) return 'off';
  return directives.mode ?? settings.mode;
}

interface Plan {
  readonly route: Route;
  readonly upstream: Upstream;
  readonly directives: Directives;
  readonly settings: LiveSettings;
  readonly mode: Mode;
}

/** An exchange that is read: edited before it leaves where the mode says so, and recorded when it is over. */
class ReadExchange {
  readonly #parts: ExchangeParts;
  readonly #client: Client;
  readonly #plan: Plan;
  readonly #id: string;
  readonly #project: string;
  readonly #facts: ClientFacts;
  readonly #options: Options;
  readonly #body: KeptBody;
  readonly #startedAt: number;
  readonly #startMs = performance.now();
  #bodyMs: number | undefined;
  #sentMs: number | undefined;
  #firstByteMs: number | undefined;
  #answerHeaders: RawHeaders = [];
  #tap: AnswerTap | undefined;
  #fault: string | undefined;
  /** What of the client's own wishes meant nothing; the request is served all the same. */
  #ignored: string | undefined;

  constructor(parts: ExchangeParts, client: Client, plan: Plan) {
    this.#parts = parts;
    this.#client = client;
    this.#plan = plan;
    this.#id = parts.newId();
    this.#startedAt = parts.now();
    this.#project = plan.directives.project ?? plan.route.label ?? unnamedProject;
    this.#facts = readClientFacts(client.request.rawHeaders);
    this.#body = new KeptBody(client.request, parts.maxBodyBytes);
    this.#options = this.#readOptions();
  }

  async run(): Promise<void> {
    const { route, upstream } = this.#plan;
    const isRecorded = route.known?.purpose === 'generate';
    if (isRecorded) {
      this.#parts.recorder.started({ id: this.#id, client: this.#facts.client, startedAt: this.#startedAt });
    }
    const edited = this.#mustReadFirst() ? await this.#edit() : undefined;
    if (isRecorded && edited === undefined) this.#parts.editor.missed();
    const replaced = edited?.isChanged ? edited.request.body : undefined;
    const outcome = await send(this.#parts, this.#client, {
      route,
      upstream,
      body: replaced ?? this.#body,
      framing: framingOf(replaced, this.#body),
      watcher: this.#watcher(edited),
    });
    if (!isRecorded) return;
    await this.#record(edited, outcome, replaced);
  }

  /** In audit the bytes leave at once, unless earlier decisions of the project may have to be replayed. */
  #mustReadFirst(): boolean {
    const { mode, route } = this.#plan;
    const mayJudge = mode === 'optimize' && route.known?.purpose === 'generate';
    if (!mayJudge && !this.#parts.editor.replaysIn(this.#project)) return false;
    if (hasBodySignature(this.#client.request.rawHeaders)) {
      this.#fault = say('fault.signed');
      return false;
    }
    return true;
  }

  async #edit(): Promise<{ readonly request: EditedRequest; readonly isChanged: boolean } | undefined> {
    const { route, mode } = this.#plan;
    const { request, response } = this.#client;
    if (request.headers.expect !== undefined) response.writeContinue();
    const raw = await this.#body.whole();
    this.#bodyMs = performance.now();
    if (raw === undefined) {
      if (!response.destroyed) this.#fault = say('fault.large');
      return undefined;
    }
    const body = await this.#decode(raw);
    if (body === undefined || route.known === undefined) return undefined;
    const edited = await this.#parts.editor.edit({
      body,
      format: route.known.format,
      project: this.#project,
      options: this.#options,
      mayJudge: mode === 'optimize' && route.known.purpose === 'generate',
      ...(route.known.model !== undefined && { model: route.known.model }),
    });
    this.#fault ??= edited.fault;
    return { request: edited, isChanged: edited.body !== body };
  }

  async #decode(raw: Buffer): Promise<Uint8Array | undefined> {
    const encoding = headerOf(this.#client.request.rawHeaders, 'content-encoding');
    const body = await decodeBody(raw, encoding, this.#parts.maxBodyBytes);
    if (body === undefined) this.#fault ??= say('fault.coding', { coding: encoding ?? '' });
    return body;
  }

  #watcher(edited: { readonly request: EditedRequest; readonly isChanged: boolean } | undefined): RelayWatcher {
    return {
      onSent: () => {
        this.#sentMs = performance.now();
      },
      onHead: (status, headers) => {
        this.#firstByteMs = performance.now();
        this.#answerHeaders = headers;
        const format = this.#plan.route.known?.format;
        if (format !== undefined) this.#tap = new AnswerTap(format, headers);
        // A gateway that cannot count refuses any body; that says nothing about our edit.
        if (edited?.isChanged && this.#plan.route.known?.purpose === 'generate') {
          this.#parts.editor.observeAnswer(edited.request, status);
        }
      },
      onChunk: chunk => this.#tap?.feed(chunk),
    };
  }

  async #record(
    edited: { readonly request: EditedRequest } | undefined,
    outcome: RelayOutcome,
    replaced: Uint8Array | undefined,
  ): Promise<void> {
    const { route, upstream, mode, settings } = this.#plan;
    const endMs = performance.now();
    const answer = (await this.#tap?.finish()) ?? {};
    this.#parts.editor.finished(edited?.request, answer.usage);
    const raw = this.#body.kept();
    const body = raw === undefined ? undefined : await this.#decode(raw);
    const faults = [this.#ignored, this.#fault ?? faultOf(outcome, answer)].filter(text => text !== undefined);
    const fault = faults.length === 0 ? undefined : faults.join('; ');
    const model = route.known?.model ?? answer.model;
    this.#parts.recorder.record({
      id: this.#id,
      project: this.#project,
      client: this.#facts.client,
      provider: upstream.name,
      format: route.known?.format,
      mode,
      profile: settings.profile,
      options: this.#options,
      startedAt: this.#startedAt,
      path: route.path.replace(/\?.*$/s, ''),
      status: statusOf(outcome),
      streamed: /event-stream/i.test(headerOf(this.#answerHeaders, 'content-type') ?? ''),
      timings: this.#timings(endMs),
      requestBytes: this.#body.bytes,
      sentBytes: replaced?.byteLength ?? this.#body.bytes,
      settled: edited?.request.settled ?? [],
      canRetrieve: edited?.request.canRetrieve ?? false,
      limits: readRateLimits(this.#answerHeaders, this.#parts.now()),
      ...(edited?.request.holdOut !== undefined && { holdOut: edited.request.holdOut }),
      ...(body !== undefined && { body }),
      ...(model !== undefined && { model }),
      ...(answer.usage !== undefined && { usage: answer.usage }),
      ...(fault !== undefined && { fault }),
      ...(this.#facts.session !== undefined && { session: this.#facts.session }),
      ...(this.#facts.branch !== undefined && { branch: this.#facts.branch }),
    });
  }

  /** What we add is the time between having what we need and sending it on; a client that uploads slowly is not our doing. */
  #timings(endMs: number) {
    const readyMs = this.#bodyMs ?? this.#startMs;
    const firstByteMs = this.#firstByteMs;
    return {
      addedMs: Math.max(0, (this.#sentMs ?? endMs) - readyMs),
      ...(firstByteMs !== undefined && { firstByteMs: firstByteMs - this.#startMs }),
      totalMs: endMs - this.#startMs,
    };
  }

  #readOptions(): Options {
    const { settings, directives } = this.#plan;
    if (directives.ignored.length > 0) this.#ignored = say('fault.ignored', { what: directives.ignored.join(', ') });
    try {
      return this.#parts.optionsFor(settings, directives.options);
    } catch (error) {
      this.#ignored = say('fault.ignored', { what: error instanceof Error ? error.message : String(error) });
      return settings.options;
    }
  }
}

interface Sending {
  readonly route: Route;
  readonly upstream: Upstream;
  readonly body: KeptBody | Uint8Array;
  readonly framing: Framing;
  readonly watcher?: RelayWatcher;
}

async function send(parts: ExchangeParts, { request, response }: Client, sending: Sending): Promise<RelayOutcome> {
  const { route, upstream, body, framing, watcher } = sending;
  const outgoing = {
    upstream,
    method: request.method ?? 'GET',
    path: pathAt(upstream, route.path),
    headers: requestHeadersFor(request.rawHeaders, upstream.host, framing),
    body,
  };
  const outcome = await relay(response, outgoing, parts.wayOut, watcher);
  if (outcome.kind === 'unreachable') {
    sendProviderError(response, route.known?.format, {
      status: 502,
      code: 'upstream_unreachable',
      message: explainUnreachable(upstream, outcome.error, parts.wayOut),
    });
  }
  return outcome;
}

function framingOf(replaced: Uint8Array | undefined, body: KeptBody): Framing {
  if (replaced !== undefined) return { kind: 'replaced', bytes: replaced.byteLength };
  return { kind: body.hasEnded ? 'collected' : 'asReceived' };
}
