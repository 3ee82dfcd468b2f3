import type { ServerResponse } from 'node:http';
import type { WireFormat } from '../shared/records.ts';
import { unreachable } from '../shared/unreachable.ts';

/** An answer of our own making on a relayed path. The message says that this proxy is speaking and what to do. */
export interface ProviderError {
  readonly status: number;
  /** A machine-readable reason, also sent as `x-headroom-error`. */
  readonly code: string;
  readonly message: string;
}

/** Sends an error in the shape that the client's SDK expects, so that people read the message and not a parse error. */
export function sendProviderError(
  response: ServerResponse,
  format: WireFormat | undefined,
  error: ProviderError,
): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const body = JSON.stringify(errorBody(format, error));
  response.writeHead(error.status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'x-headroom-error': error.code,
  });
  response.end(body);
}

function errorBody(format: WireFormat | undefined, error: ProviderError): unknown {
  const { code, status } = error;
  const message = `Headroom proxy: ${error.message}`;
  switch (format) {
    case 'anthropic':
      return { type: 'error', error: { type: 'api_error', message } };
    case 'gemini':
      return { error: { code: status, message, status: 'UNAVAILABLE' } };
    case 'openai-chat':
    case 'openai-responses':
    case 'messages':
    case undefined:
      return { error: { message, type: 'api_error', param: null, code } };
    default:
      return unreachable(format);
  }
}
