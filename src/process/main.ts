import { runEngineCommand } from './engineCommand.ts';
import { programFiles } from './programFiles.ts';

/** Entry point of the engine process, as the editor starts it. */
const code = await runEngineCommand(process.argv.slice(2), programFiles(import.meta.url), {
  say: line => console.log(line),
  warn: line => console.error(line),
  showsPage: process.stdout.isTTY,
});
process.exit(code);
