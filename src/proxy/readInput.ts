import type { IncomingMessage } from 'node:http';
import { RefusedRequest } from './ports.ts';

const maxInputBytes = 64 * 1024 * 1024;
const inputTimeoutMs = 30_000;

/** Waits only so long, and takes only so much. */
export async function readBytes(request: IncomingMessage, maxBytes = maxInputBytes): Promise<Buffer> {
  const timer = setTimeout(() => request.destroy(new RefusedRequest(408, 'The body took too long.')), inputTimeoutMs);
  try {
    return await readWhole(request, maxBytes);
  } finally {
    clearTimeout(timer);
  }
}

async function readWhole(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw new RefusedRequest(413, `The body is larger than ${maxBytes} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

export async function readJson(request: IncomingMessage): Promise<unknown> {
  const bytes = await readBytes(request);
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    throw new RefusedRequest(400, 'The body is not JSON.');
  }
}
