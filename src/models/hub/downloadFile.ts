import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type FileStatement, type HubAnswer, HubError, type HubRequest, requestFile } from './hubRequest.ts';

export interface Download {
  readonly request: HubRequest;
  readonly url: URL;
  readonly target: string;
  /** Longest silence, before the head and between two pieces. */
  readonly silenceMs: number;
  readonly onBytes: (bytes: number) => void;
}

/** No model that we know of is near this; a server that never ends must not fill the disk. */
const maxBytes = 2 * 1024 ** 3;

/**
 * Fetches one file. What a cut line has left is kept beside the target, and the next try goes on from there. The file
 * appears under its name only when it is whole and is what the hub said it would be. Returns its SHA-256.
 */
export async function downloadFile(download: Download): Promise<string> {
  await mkdir(dirname(download.target), { recursive: true });
  const part = `${download.target}.part`;
  const statement = await fetchInto(part, download);
  const { sha256, blob } = await digest(part);
  if (differs(statement.sha256, sha256) || differs(statement.blob, blob)) {
    await rm(part, { force: true });
    throw new HubError(`${download.url.pathname} is damaged: its checksum is not the one that the hub states`, true);
  }
  await rename(part, download.target);
  return sha256;
}

async function fetchInto(part: string, { request, url, silenceMs, onBytes }: Download): Promise<FileStatement> {
  const had = await sizeOf(part);
  const headers: Readonly<Record<string, string>> = had > 0 ? { range: `bytes=${had}-` } : {};
  const { answer, statement } = await requestFile(request, url, { headers, headMs: silenceMs });
  if (answer.status === 416) {
    // Everything was there, or more than there is: the checksum tells.
    answer.cancel();
    return statement;
  }
  if (answer.status !== 200 && answer.status !== 206) {
    answer.cancel();
    throw new HubError(`${url.host} answers ${answer.status} for ${url.pathname}`, answer.status >= 500);
  }
  const goesOn = answer.status === 206;
  if (goesOn) onBytes(had);
  const written = await writeBody(part, answer, { goesOn, silenceMs, onBytes });
  const expected = statement.bytes ?? lengthOf(answer, goesOn ? had : 0);
  const total = (goesOn ? had : 0) + written;
  if (expected !== undefined && total < expected) throw new HubError(`${url.host} ended the transfer early`, true);
  return statement;
}

async function writeBody(
  part: string,
  answer: HubAnswer,
  { goesOn, silenceMs, onBytes }: { goesOn: boolean; silenceMs: number; onBytes: (bytes: number) => void },
): Promise<number> {
  const file = await open(part, goesOn ? 'a' : 'w', 0o600);
  let written = 0;
  let timer: NodeJS.Timeout | undefined;
  const rewind = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => answer.cancel(), silenceMs);
  };
  try {
    rewind();
    for await (const piece of answer.body) {
      rewind();
      written += piece.byteLength;
      if (written > maxBytes) throw new HubError('the file is larger than any model', false);
      await file.write(piece);
      onBytes(piece.byteLength);
    }
    return written;
  } catch (error) {
    if (error instanceof HubError) throw error;
    throw new HubError('the transfer was cut', true, { cause: error });
  } finally {
    clearTimeout(timer);
    answer.cancel();
    await file.close();
  }
}

/** SHA-256 of a file, and git's name of it. */
export async function digest(path: string): Promise<{ readonly sha256: string; readonly blob: string }> {
  const sha256 = createHash('sha256');
  const blob = createHash('sha1').update(`blob ${await sizeOf(path)}\0`);
  for await (const piece of createReadStream(path)) {
    sha256.update(piece);
    blob.update(piece);
  }
  return { sha256: sha256.digest('hex'), blob: blob.digest('hex') };
}

async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}

function lengthOf({ headers }: HubAnswer, before: number): number | undefined {
  const length = Number(headers['content-length'] ?? Number.NaN);
  return Number.isSafeInteger(length) ? before + length : undefined;
}

function differs(stated: string | undefined, actual: string): boolean {
  return stated !== undefined && stated !== actual;
}
