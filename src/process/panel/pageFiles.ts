import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import type { PageFile } from '../../proxy/ports.ts';

const contentTypes: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.woff2': 'font/woff2',
};

/** A file of the built panel; only plain names and known kinds are served. */
export async function readPageFile(folder: URL, name: string): Promise<PageFile | undefined> {
  const contentType = contentTypes[extname(name)];
  if (contentType === undefined || !/^[\w-][\w.-]*$/.test(name)) return undefined;
  const bytes = await readFile(new URL(name, folder)).catch(() => undefined);
  return bytes === undefined ? undefined : { contentType, bytes };
}
