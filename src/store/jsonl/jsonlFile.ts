import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { explainFailure } from '../explainFailure.ts';
import { type FileIdentity, identify, type Loss, lossOf } from '../fileIdentity.ts';
import { StoreError } from '../store.ts';
import { type Entry, parseEntry } from './entries.ts';

/** Where a line lies in the file, in bytes; the newline at its end is not counted. */
export interface LinePlace {
  readonly start: number;
  readonly bytes: number;
}

const newline = 10;
const readBytes = 1024 * 1024;

/**
 * A file of JSON lines that only grows, or is replaced as a whole. Callers wait for one call before the next, and keep other
 * processes from writing while they replay, append, cut off or replace.
 */
export class JsonlFile {
  readonly path: string;
  #handle: FileHandle;
  #identity: FileIdentity;
  #size: number;

  private constructor(path: string, handle: FileHandle, size: number) {
    this.path = path;
    this.#handle = handle;
    this.#identity = identify(path);
    this.#size = size;
  }

  /** Readable by its owner alone. The folder is created when it is not there. */
  static async open(path: string): Promise<JsonlFile> {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const handle = await open(path, 'a+', 0o600);
    return new JsonlFile(path, handle, (await handle.stat()).size);
  }

  /** Where the last whole line ends that is known here. */
  get size(): number {
    return this.#size;
  }

  /** What somebody else did to the file: took it away, cut it off, or appended lines of their own. */
  async change(): Promise<Loss | 'grown' | undefined> {
    const loss = lossOf(this.path, this.#identity);
    if (loss !== undefined) return loss;
    const { size } = await this.#handle.stat();
    if (size === this.#size) return undefined;
    return size < this.#size ? 'damaged' : 'grown';
  }

  /** Visits the lines that somebody else appended. One that is still being written waits for the next time. */
  async catchUp(visit: (entry: Entry, place: LinePlace) => void): Promise<void> {
    const { size } = await this.#handle.stat();
    for await (const { line, place } of this.#lines(this.#size, size)) {
      this.#size = endOf(place);
      const entry = parseEntry(line);
      if (entry !== undefined) visit(entry, place);
    }
  }

  /** Takes away what somebody who died left of a last line. */
  cutOffTorn(): Promise<void> {
    return this.#handle.truncate(this.#size);
  }

  /** Visits every line in order and returns how many could not be read. What a crash left of a last line is cut off. */
  async replay(visit: (entry: Entry, place: LinePlace) => void): Promise<number> {
    let unreadable = 0;
    let end = 0;
    for await (const { line, place } of this.#lines(0, this.#size)) {
      end = endOf(place);
      const entry = line === '' ? undefined : parseEntry(line);
      if (entry !== undefined) visit(entry, place);
      else if (line !== '') unreadable += 1;
    }
    if (end < this.#size) {
      this.#size = end;
      await this.cutOffTorn();
    }
    return unreadable;
  }

  /** Rejects when the line cannot be kept; nothing of it stays behind then. */
  async append(entry: Entry, isDurable: boolean): Promise<LinePlace> {
    const bytes = Buffer.from(`${JSON.stringify(entry)}\n`);
    const start = this.#size;
    try {
      await this.#write(bytes);
      if (isDurable) await this.#handle.datasync();
    } catch (error) {
      // Half a line would swallow the next one. When even this fails, the next start cuts it off.
      await this.#handle.truncate(start).catch(() => undefined);
      throw new StoreError(explainFailure(error, this.path), { cause: error });
    }
    this.#size = start + bytes.length;
    return { start, bytes: bytes.length - 1 };
  }

  async read({ start, bytes }: LinePlace): Promise<Entry> {
    const buffer = Buffer.alloc(bytes);
    const { bytesRead } = await this.#handle.read(buffer, 0, bytes, start);
    const entry = bytesRead === bytes ? parseEntry(buffer.toString('utf8')) : undefined;
    if (entry === undefined) throw new Error(`The line at byte ${start} of ${this.path} cannot be read.`);
    return entry;
  }

  /** Puts a new file in this one's place, at once: a crash leaves the old one or the new one. */
  async replaceBy(entries: AsyncIterable<Entry>): Promise<void> {
    const temporary = `${this.path}.new`;
    await rm(temporary, { force: true });
    const next = await JsonlFile.open(temporary);
    try {
      for await (const entry of entries) await next.append(entry, false);
      await next.#handle.datasync();
    } catch (error) {
      await next.close();
      await rm(temporary, { force: true });
      throw error;
    }
    // Windows renames neither an open file nor over one.
    await next.close();
    await this.#handle.close();
    try {
      await rename(temporary, this.path);
    } finally {
      this.#handle = await open(this.path, 'a+', 0o600);
      this.#identity = identify(this.path);
      this.#size = (await this.#handle.stat()).size;
    }
  }

  close(): Promise<void> {
    return this.#handle.close();
  }

  async #write(bytes: Buffer): Promise<void> {
    for (let at = 0; at < bytes.length; ) at += (await this.#handle.write(bytes, at)).bytesWritten;
  }

  /** Only lines that end: the bytes after the last newline are no line. */
  async *#lines(first: number, end: number): AsyncGenerator<{ readonly line: string; readonly place: LinePlace }> {
    const chunk = Buffer.alloc(readBytes);
    let rest: Buffer[] = [];
    let start = first;
    for (let at = first; at < end; ) {
      const { bytesRead } = await this.#handle.read(chunk, 0, Math.min(readBytes, end - at), at);
      if (bytesRead === 0) return;
      let from = 0;
      for (let to = chunk.indexOf(newline); to >= 0 && to < bytesRead; to = chunk.indexOf(newline, from)) {
        const line = Buffer.concat([...rest, chunk.subarray(from, to)]);
        rest = [];
        yield { line: line.toString('utf8'), place: { start, bytes: line.length } };
        start += line.length + 1;
        from = to + 1;
      }
      rest.push(Buffer.from(chunk.subarray(from, bytesRead)));
      at += bytesRead;
    }
  }
}

/** Behind its newline. */
function endOf({ start, bytes }: LinePlace): number {
  return start + bytes + 1;
}
