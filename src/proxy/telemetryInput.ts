import type { IncomingMessage, ServerResponse } from 'node:http';
import { type AdminHandlers, RefusedRequest } from './ports.ts';
import { readBytes } from './readInput.ts';

/** Packed and unpacked. Clients send every few seconds what has come together, and anybody on this machine may send here. */
const maxExportBytes = 16 * 1024 * 1024;

const signals = /^\/otel\/v1\/(traces|metrics|logs)$/;

export function isTelemetryPath(path: string): boolean {
  return signals.test(path);
}

/** OTLP over HTTP, as JSON. Metrics and logs are taken, so that clients do not send them again, and dropped: traces tell the same. */
export async function receiveTelemetry(
  call: { readonly request: IncomingMessage; readonly response: ServerResponse; readonly url: URL },
  handlers: Pick<AdminHandlers, 'telemetry'>,
): Promise<void> {
  const { request, response, url } = call;
  const { 'content-type': type = '' } = request.headers;
  if (!type.includes('json')) {
    throw new RefusedRequest(
      415,
      'Telemetry is taken as JSON. Set github.copilot.chat.otel.protocol (or OTEL_EXPORTER_OTLP_PROTOCOL) to http/json.',
    );
  }
  const bytes = await readBytes(request, maxExportBytes);
  if (signals.exec(url.pathname)?.[1] === 'traces') handlers.telemetry(parse(bytes));
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end('{}');
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw new RefusedRequest(400, 'The body is not JSON.');
  }
}
