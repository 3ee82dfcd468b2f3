import {
  adminPaths,
  type CompressedText,
  type CompressTextRequest,
  type EngineFile,
  type RetrieveRequest,
} from '../shared/adminApi.ts';
import type { PanelQuery } from '../shared/panelProtocol.ts';
import type { ExchangeSummary } from '../shared/records.ts';
import type { Report } from '../shared/report.ts';
import type { StoreSummary } from '../store/store.ts';
import { findEngine } from './instance/engineFileOnDisk.ts';
import type { ReportScope } from './panel/gatherReport.ts';

/** No engine runs, or it refused. The message says what to do, to a person or a model. */
export class EngineApiError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'EngineApiError';
  }
}

const answerTimeoutMs = 30_000;

/** A part of an original, and how to go on. */
export interface RetrievedPart {
  readonly text: string;
  readonly isWhole: boolean;
  readonly note?: string;
}

/**
 * The running engine's own API, for programs beside it. The engine is looked for at each call: it may be started, stopped
 * and restarted on another port while they live.
 */
export class EngineApi {
  readonly #home: string;

  constructor(home: string) {
    this.#home = home;
  }

  async retrieve(request: RetrieveRequest): Promise<RetrievedPart> {
    const response = await this.#ask(adminPaths.retrieve, request);
    const note = response.headers.get('x-headroom-note');
    return {
      text: await response.text(),
      isWhole: response.headers.get('x-headroom-whole') === 'true',
      ...(note !== null && { note: decodeURIComponent(note) }),
    };
  }

  async compressText(request: CompressTextRequest): Promise<CompressedText> {
    const response = await this.#ask(adminPaths.compressText, request);
    return JSON.parse(await response.text());
  }

  async stats(): Promise<StoreSummary> {
    const response = await this.#ask(adminPaths.stats);
    return JSON.parse(await response.text());
  }

  /** The newest exchanges. */
  async metrics(limit: number): Promise<readonly ExchangeSummary[]> {
    const response = await this.#ask(`${adminPaths.metrics}?limit=${limit}`);
    return JSON.parse(await response.text());
  }

  async report(scope: ReportScope): Promise<Report> {
    const query: PanelQuery = { type: 'report', ...scope };
    const response = await this.#ask(adminPaths.query, query);
    return JSON.parse(await response.text());
  }

  async #ask(path: string, body?: unknown): Promise<Response> {
    const engine = await findEngine(this.#home);
    if (engine === undefined) {
      throw new EngineApiError(
        'No Headroom engine is running. Start it with "Headroom: Start Proxy" in VS Code or with `headroom proxy`, then ask again.',
      );
    }
    const response = await send(engine, path, body);
    if (!response.ok) throw new EngineApiError(await refusal(response));
    return response;
  }
}

async function send({ port, token }: EngineFile, path: string, body: unknown): Promise<Response> {
  try {
    return await fetch(`http://127.0.0.1:${port}${path}`, {
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(answerTimeoutMs),
      ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
    });
  } catch (error) {
    throw new EngineApiError(`The Headroom engine on port ${port} did not answer. Ask again in a moment.`, {
      cause: error,
    });
  }
}

async function refusal(response: Response): Promise<string> {
  const text = await response.text();
  try {
    const { error }: { readonly error?: { readonly message?: string } } = JSON.parse(text);
    if (error?.message !== undefined) return error.message;
  } catch {
    // Not JSON: the text itself is the best there is.
  }
  return `The Headroom engine answered ${response.status}: ${text.slice(0, 200)}`;
}
