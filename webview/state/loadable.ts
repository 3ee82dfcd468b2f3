export type Loadable<T> =
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready'; readonly value: T }
  | { readonly kind: 'failed'; readonly message: string };

export function isKnown(loadable: Loadable<unknown> | undefined): boolean {
  return loadable !== undefined && loadable.kind !== 'failed';
}

export async function load<T>(ask: () => Promise<T>, report: (loadable: Loadable<T>) => void): Promise<void> {
  report({ kind: 'loading' });
  try {
    report(ready(await ask()));
  } catch (error) {
    report(failed(error));
  }
}

/** Reports how the work ended; a failure also goes on to whoever began it. */
export async function report<T>(work: Promise<T>, tell: (loadable: Loadable<T>) => void): Promise<void> {
  try {
    tell(ready(await work));
  } catch (error) {
    tell(failed(error));
    throw error;
  }
}

export function ready<T>(value: T): Loadable<T> {
  return { kind: 'ready', value };
}

export function failed(error: unknown): { readonly kind: 'failed'; readonly message: string } {
  return { kind: 'failed', message: messageOf(error) };
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
