import { probePort } from '../../process/instance/probeEngine.ts';
import { adminPaths, type Health, type ShutdownRequest } from '../../shared/adminApi.ts';
import type { PanelAnswers, PanelEvent, PanelQuery } from '../../shared/panelProtocol.ts';
import type { OpenWindow } from '../../shared/projects.ts';

export interface EngineAddress {
  readonly port: number;
  readonly token: string;
}

/** The query of one type; its answer is `PanelAnswers` of that type. */
export type QueryOf<Type extends PanelQuery['type']> = Extract<PanelQuery, { readonly type: Type }>;

const answerTimeoutMs = 30_000;

/** Talks to one running engine process. Every failure is an `Error` whose message can be shown to a person. */
export class EngineClient {
  readonly address: EngineAddress;

  constructor(address: EngineAddress) {
    this.address = address;
  }

  get baseUrl(): string {
    return `http://127.0.0.1:${this.address.port}`;
  }

  /** `undefined` when nothing answers there, or when what answers is not Headroom. */
  async health(): Promise<Health | undefined> {
    const holder = await probePort(this.address.port);
    return holder.kind === 'engine' ? holder.health : undefined;
  }

  async query<Type extends PanelQuery['type']>(query: QueryOf<Type>): Promise<PanelAnswers[Type]> {
    const response = await this.#post(adminPaths.query, query);
    return JSON.parse(await response.text());
  }

  async shutdown(request: ShutdownRequest): Promise<void> {
    await this.#post(adminPaths.shutdown, request);
  }

  /**
   * Delivers events until the stream ends, and then returns; a stream that breaks ends like any other. A window that tells
   * what it is gets the requests that its agents make filed under its project.
   */
  async listen(onEvent: (event: PanelEvent) => void, signal: AbortSignal, window?: OpenWindow): Promise<void> {
    const url = new URL(this.baseUrl + adminPaths.events);
    for (const [name, value] of Object.entries(window ?? {})) url.searchParams.set(name, value);
    try {
      const response = await fetch(url, { headers: this.#headers(), signal });
      if (!response.ok || response.body === null) return;
      const lines = new EventLines(onEvent);
      const decoder = new TextDecoder();
      for await (const chunk of response.body) lines.push(decoder.decode(chunk, { stream: true }));
    } catch {
      // The caller asks for the engine's health whenever a stream has ended, whatever ended it.
    }
  }

  async #post(path: string, body: unknown): Promise<Response> {
    const response = await fetch(this.baseUrl + path, {
      method: 'POST',
      headers: { ...this.#headers(), 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(answerTimeoutMs),
    });
    if (!response.ok) throw new Error(await refusal(response));
    return response;
  }

  #headers(): Record<string, string> {
    return { authorization: `Bearer ${this.address.token}` };
  }
}

/** The part of server-sent events that the engine uses: `data:` lines of JSON, one event each. */
class EventLines {
  #rest = '';
  readonly #onEvent: (event: PanelEvent) => void;

  constructor(onEvent: (event: PanelEvent) => void) {
    this.#onEvent = onEvent;
  }

  push(text: string): void {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line.startsWith('data:')) this.#onEvent(JSON.parse(line.slice('data:'.length)));
    }
  }
}

async function refusal(response: Response): Promise<string> {
  const text = await response.text();
  try {
    const { error }: { error?: { message?: string } | string } = JSON.parse(text);
    const message = typeof error === 'string' ? error : error?.message;
    if (message !== undefined) return message;
  } catch {
    // Not JSON: the text itself is the best there is.
  }
  return `The proxy answered ${response.status}: ${text.slice(0, 200)}`;
}
