import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { adminPaths } from '../shared/adminApi.ts';
import { contentSecurityPolicy, type PanelPage, renderPanelPage } from '../shared/panelPage.ts';
import type { OpenWindow } from '../shared/projects.ts';
import { parseCompressTextRequest, parseRetrieveRequest, parseShutdownRequest } from './adminRequests.ts';
import { EventStreams } from './eventStreams.ts';
import { isTokenRight } from './guard.ts';
import { type AdminHandlers, RefusedRequest } from './ports.ts';
import { readBytes, readJson } from './readInput.ts';
import { isTelemetryPath, receiveTelemetry } from './telemetryInput.ts';

interface AdminCall {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
}

type Handler = (call: AdminCall) => Promise<void> | void;

/** Paths that are ours and therefore never relayed. `/metrics` is spoken for, see the list of surfaces. */
export function isAdminPath(url: string): boolean {
  const path = url.replace(/[?#].*$/s, '');
  return path === adminPaths.compress || /^\/(?:headroom|mri|otel|metrics)(?:\/|$)/.test(path);
}

/** Answers on our own paths. Host and Origin have been checked before. */
export class AdminServer {
  readonly #handlers: AdminHandlers;
  readonly #token: string;
  readonly #events: EventStreams;
  readonly #routes: ReadonlyMap<string, Handler>;

  constructor(handlers: AdminHandlers, token: string) {
    this.#handlers = handlers;
    this.#token = token;
    this.#events = new EventStreams(listener => handlers.subscribe(listener));
    this.#routes = this.#tableOfRoutes();
  }

  /** `path` begins with one of our own, whatever form the request's URL has. */
  async handle(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
    try {
      await this.#route({ request, response, url: new URL(path, 'http://localhost') });
    } catch (error) {
      const status = error instanceof RefusedRequest ? error.status : 500;
      const message = error instanceof Error ? error.message : String(error);
      if (response.headersSent) response.destroy();
      else sendJson(response, status, { error: { message } });
    }
  }

  /** Ends the event streams, which would otherwise keep the server from closing. */
  close(): void {
    this.#events.closeAll();
  }

  async #route(call: AdminCall): Promise<void> {
    const { request, url } = call;
    const method = request.method === 'HEAD' ? 'GET' : (request.method ?? '');
    if (method === 'GET' && url.pathname === adminPaths.health)
      return sendJson(call.response, 200, this.#handlers.health());
    if (method === 'GET' && /^\/mri(?:\/|$)/.test(url.pathname)) return this.#sendPage(call);
    // Clients keep the address in settings that travel between machines, so it holds no token; it only takes.
    if (method === 'POST' && isTelemetryPath(url.pathname)) return receiveTelemetry(call, this.#handlers);
    const handler = this.#routes.get(`${method} ${url.pathname}`);
    if (!isTokenRight(request.headers.authorization, this.#token)) {
      throw new RefusedRequest(401, 'Send the token from engine.json as "Authorization: Bearer TOKEN".');
    }
    if (handler === undefined) throw new RefusedRequest(404, `There is no ${method} ${url.pathname}.`);
    await handler(call);
  }

  #tableOfRoutes(): ReadonlyMap<string, Handler> {
    const handlers = this.#handlers;
    return new Map<string, Handler>([
      [`POST ${adminPaths.query}`, async call => answer(call, await handlers.query(await readJson(call.request)))],
      [
        `POST ${adminPaths.compress}`,
        async ({ request, response }) => sendJsonText(response, 200, await handlers.compress(await readBytes(request))),
      ],
      [
        `POST ${adminPaths.compressText}`,
        async call => answer(call, await handlers.compressText(parseCompressTextRequest(await readJson(call.request)))),
      ],
      [`POST ${adminPaths.retrieve}`, call => this.#retrieve(call)],
      [`GET ${adminPaths.stats}`, async call => answer(call, await handlers.stats())],
      [`GET ${adminPaths.metrics}`, async call => answer(call, await handlers.metrics(limitOf(call.url)))],
      [`GET ${adminPaths.events}`, call => this.#listen(call)],
      [`POST ${adminPaths.shutdown}`, call => this.#shutDown(call)],
    ]);
  }

  /** For as long as the stream is open, the window that listens is. */
  #listen({ url, response }: AdminCall): void {
    this.#events.serve(response);
    const window = windowOf(url);
    if (window !== undefined) response.once('close', this.#handlers.windowOpened(window));
  }

  /** Plain text, so that a whole original arrives byte for byte. */
  async #retrieve({ request, response }: AdminCall): Promise<void> {
    const retrieved = await this.#handlers.retrieve(parseRetrieveRequest(await readJson(request)));
    if (retrieved.kind === 'missing') throw new RefusedRequest(404, retrieved.message);
    const bytes = Buffer.from(retrieved.text, 'utf8');
    response.writeHead(200, {
      'content-type': 'text/plain; charset=utf-8',
      'content-length': bytes.byteLength,
      'x-headroom-whole': String(retrieved.isWhole),
      ...(retrieved.note !== undefined && { 'x-headroom-note': encodeURIComponent(retrieved.note) }),
      ...safetyHeaders,
    });
    response.end(bytes);
  }

  async #shutDown({ request, response }: AdminCall): Promise<void> {
    const wish = parseShutdownRequest(await readJson(request));
    sendJson(response, 202, { after: wish.after });
    this.#handlers.shutdown(wish);
  }

  async #sendPage({ request, response, url }: AdminCall): Promise<void> {
    const name = url.pathname.slice('/mri/'.length);
    if (name === '') return sendShell(request, response);
    const file = /^[\w.-]+$/.test(name) && !name.startsWith('.') ? await this.#handlers.pageFile(name) : undefined;
    if (file === undefined) throw new RefusedRequest(404, `The page has no file ${url.pathname}.`);
    response.writeHead(200, {
      'content-type': file.contentType,
      'content-length': file.bytes.byteLength,
      ...safetyHeaders,
    });
    response.end(request.method === 'HEAD' ? undefined : file.bytes);
  }
}

const safetyHeaders = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
} as const;

/** The shell holds no data and no token, so it needs none. */
function sendShell(request: IncomingMessage, response: ServerResponse): void {
  const language = preferredLanguage(request.headers['accept-language']);
  const page: PanelPage = {
    scriptUrl: '/mri/mri.js',
    styleUrl: '/mri/mri.css',
    nonce: randomBytes(18).toString('base64url'),
    source: "'self'",
    fetches: true,
    ...(language !== undefined && { language }),
  };
  response.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': `${contentSecurityPolicy(page)}; frame-ancestors 'none'`,
    'x-frame-options': 'DENY',
    ...safetyHeaders,
  });
  response.end(renderPanelPage(page));
}

/** The first that a browser names, which is the one that its owner chose. */
function preferredLanguage(accepted: string | undefined): string | undefined {
  return /^[a-z]{2,3}(?:-[a-z\d]{2,8})*(?=[,;]|$)/i.exec(accepted ?? '')?.[0];
}

function answer({ response }: AdminCall, value: unknown): void {
  sendJson(response, 200, value);
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  sendJsonText(response, status, JSON.stringify(value ?? null));
}

function sendJsonText(response: ServerResponse, status: number, text: string): void {
  const bytes = Buffer.from(text);
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': bytes.byteLength,
    ...safetyHeaders,
  });
  response.end(bytes);
}

function limitOf(url: URL): number {
  const limit = Number(url.searchParams.get('limit') ?? 50);
  if (!Number.isInteger(limit) || limit < 1 || limit > 1000) {
    throw new RefusedRequest(400, 'limit must be a whole number from 1 to 1000.');
  }
  return limit;
}

function windowOf({ searchParams }: URL): OpenWindow | undefined {
  const [session, project] = ['session', 'project'].map(name => searchParams.get(name)?.slice(0, 200) || undefined);
  return session === undefined ? undefined : { session, ...(project !== undefined && { project }) };
}
