#!/usr/bin/env node
import { runProxy } from './proxy.ts';

/** A command takes its own arguments and returns the exit code: 0 done, 1 failed, 2 wrong usage. */
type Command = (args: readonly string[]) => Promise<number>;

const commands: Readonly<Record<string, Command>> = { proxy: runProxy };

const [name = '', ...args] = process.argv.slice(2);
const command = commands[name];
if (command === undefined) {
  console.error(`Unknown command "${name}". Known commands: ${Object.keys(commands).join(', ')}.`);
  process.exit(2);
}
process.exit(await command(args));
