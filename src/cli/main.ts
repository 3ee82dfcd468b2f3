#!/usr/bin/env node
import { writeSync } from 'node:fs';
import { runCommand } from './runCommand.ts';

/** Entry point of the `headroom` command. Writes wait, so that leaving never cuts off what a pipe has not taken yet. */
process.exitCode = await runCommand(process.argv.slice(2), {
  input: process.stdin,
  print: text => writeAll(1, Buffer.from(text, 'utf8')),
  printBytes: bytes => writeAll(1, bytes),
  warn: line => writeAll(2, Buffer.from(`${line}\n`, 'utf8')),
  environment: process.env,
});
process.exit();

function writeAll(file: number, bytes: Uint8Array): void {
  let rest = bytes;
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(file, rest));
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      // The reader of a pipe is slower than we are, or has gone.
      if (code === 'EPIPE') process.exit(0);
      if (code !== 'EAGAIN') throw error;
    }
  }
}
