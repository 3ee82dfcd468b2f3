import type { Readable } from 'node:stream';
import type { Door } from '../shared/options.ts';

/** Where a command reads and writes. Results go to `print`, everything else to `warn`. */
export interface Terminal {
  readonly input: Readable;
  readonly print: (text: string) => void;
  /** For results that are no text, e.g. a picture. */
  readonly printBytes: (bytes: Uint8Array) => void;
  readonly warn: (line: string) => void;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

export interface Command {
  /** What follows the command's name, e.g. `[FILE|-] [options]`. */
  readonly usage: string;
  readonly summary: string;
  /** Lines on flags of its own; empty for none. */
  readonly flags: readonly string[];
  /** Whose defaults the options of the schema have, when it takes each as a flag. */
  readonly takesOptions?: Door;
  /** Takes its own arguments and returns the exit code: 0 done, 1 failed, 2 wrong usage. Throws what `exitCodeOf` explains. */
  run(args: readonly string[], terminal: Terminal): Promise<number>;
}

/** A command that cannot do its work. The message names the cause and the remedy. */
export class CommandError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'CommandError';
  }
}
