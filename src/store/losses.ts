import { basename, dirname } from 'node:path';
import type { Loss } from './fileIdentity.ts';
import { StoreError } from './store.ts';

export function lossError(path: string, loss: Loss): StoreError {
  return new StoreError(`The store ${path} was ${loss} while it was in use.`, { loss });
}

export interface Recovery {
  readonly path: string;
  readonly loss: Loss;
  /** How many decisions came along. */
  readonly kept: number;
  /** Where a damaged file was moved. */
  readonly aside?: string;
}

/** What a person is told once the store has been begun anew. */
export function lossNotice({ path, loss, kept, aside }: Recovery): string {
  const moved = aside === undefined ? '' : ` The old one is ${basename(aside)} in ${dirname(path)}.`;
  const came =
    kept === 0
      ? ''
      : ` So that running conversations go on as they were, ${kept} decisions about their texts were written back; to leave ` +
        'nothing of them, clear the recorded data.';
  return `The store ${path} was ${loss} while it was in use; ${sequels[loss]}.${moved}${came}`;
}

const sequels: Readonly<Record<Loss, string>> = {
  deleted: 'a new one was started',
  damaged: 'a new one was started',
  replaced: 'the file that is there now is used',
};
