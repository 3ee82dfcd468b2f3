import { isAbsolute, resolve } from 'node:path';
import { StoreError } from './store.ts';

export type StoreLocation = { readonly kind: 'sqlite' | 'jsonl'; readonly path: string } | { readonly kind: 'none' };

/** A URL that names no store: wrong usage, where every other failure of a store is one of the world. */
export class StoreUrlError extends StoreError {
  constructor(message: string) {
    super(message);
    this.name = 'StoreUrlError';
  }
}

/** What a path is measured against. `exists` asks the file system; it is an argument so that the rule can be tested. */
export interface PathContext {
  readonly folder: string;
  readonly exists: (path: string) => boolean;
}

const examples = 'Give sqlite:///headroom.db, sqlite:////absolute/headroom.db, jsonl:///headroom.jsonl or none.';

/**
 * Reads a store URL. After three slashes the path is relative, unless its first folder exists at the root, as in
 * `jsonl:///var/log/headroom.jsonl`; after four it is always absolute.
 */
export function parseStoreUrl(url: string, context: PathContext): StoreLocation {
  if (url === 'none') return { kind: 'none' };
  const match = /^([a-z]+):\/\/(\/.*)?$/s.exec(url);
  const kind = match?.[1];
  if (kind !== 'sqlite' && kind !== 'jsonl')
    throw new StoreUrlError(`The store URL "${url}" is not known. ${examples}`);
  const path = match?.[2]?.slice(1) ?? '';
  if (path === '' || path.endsWith('/')) throw new StoreUrlError(`The store URL "${url}" names no file. ${examples}`);
  if (path.includes('\0'))
    throw new StoreUrlError(`The store URL ${JSON.stringify(url)} holds a NUL character. ${examples}`);
  return { kind, path: locate(path, context) };
}

function locate(path: string, context: PathContext): string {
  if (isAbsolute(path) || /^[A-Za-z]:[\\/]/.test(path)) return path;
  const [first = '', ...rest] = path.split('/');
  const isRooted = rest.length > 0 && first !== '.' && first !== '..' && context.exists(`/${first}`);
  return isRooted ? `/${path}` : resolve(context.folder, path);
}
