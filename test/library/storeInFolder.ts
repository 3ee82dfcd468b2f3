import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** URL of a store in a fresh folder of its own. */
export function freshStoreUrl(): string {
  return `sqlite:///${join(mkdtempSync(join(tmpdir(), 'headroom-library-')), 'headroom.db')}`;
}
