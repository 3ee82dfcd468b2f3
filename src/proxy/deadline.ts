import { say } from '../shared/sentences/say.ts';

/** The end of the time that something may take. */
export interface Deadline {
  /** Milliseconds since the epoch. */
  readonly atMs: number;
  readonly passed: Promise<void>;
  cancel(): void;
}

export type Timely<Value> =
  | { readonly kind: 'done'; readonly value: Value }
  | { readonly kind: 'failed'; readonly fault: string };

export function startDeadline(ms: number): Deadline {
  let timer: NodeJS.Timeout | undefined;
  const passed = new Promise<void>(resolve => {
    timer = setTimeout(resolve, ms);
  });
  return { atMs: Date.now() + ms, passed, cancel: () => clearTimeout(timer) };
}

/** How the work came out, no later than the deadline. Never rejects; `name` tells people what failed. */
export function inTime<Value>(work: Promise<Value>, deadline: Deadline, name: string): Promise<Timely<Value>> {
  return Promise.race([
    work.then(
      (value): Timely<Value> => ({ kind: 'done', value }),
      (error: unknown): Timely<Value> => ({
        kind: 'failed',
        fault: say('fault.failed', { work: name, error: messageOf(error) }),
      }),
    ),
    deadline.passed.then((): Timely<Value> => ({ kind: 'failed', fault: say('fault.slow', { work: name }) })),
  ]);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
