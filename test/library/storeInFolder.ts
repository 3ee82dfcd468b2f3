import { join } from 'node:path';
import { temporaryFolder } from '../temporaryFolder.ts';

/** URL of a store in a fresh folder of its own. */
export function freshStoreUrl(): string {
  return `sqlite:///${join(temporaryFolder(), 'headroom.db')}`;
}
