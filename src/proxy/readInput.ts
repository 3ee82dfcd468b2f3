import type { IncomingMessage } from 'node:http';
import { decodeBody } from './contentCoding.ts';
import { RefusedRequest } from './ports.ts';

const maxInputBytes = 64 * 1024 * 1024;
const inputTimeoutMs = 30_000;

/** The body behind its `Content-Encoding`. Waits only so long, and takes only so much, packed and unpacked. */
export async function readBytes(request: IncomingMessage, maxBytes = maxInputBytes): Promise<Uint8Array> {
  const coding = request.headers['content-encoding'];
  const bytes = await decodeBody(await readInTime(request, maxBytes), coding, maxBytes);
  if (bytes !== undefined) return bytes;
  throw new RefusedRequest(
    400,
    `The body's content-encoding (${coding}) could not be read within ${maxBytes} bytes. Send it plain, without the header.`,
  );
}

async function readInTime(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
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
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw new RefusedRequest(400, 'The body is not JSON.');
  }
}
