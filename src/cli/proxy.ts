import { runEngineCommand } from '../process/engineCommand.ts';
import { programFiles } from '../process/programFiles.ts';
import type { Command } from './command.ts';

export const proxy: Command = {
  usage:
    '[--port 8787] [--mode off|audit|simulate|optimize] [--profile P] [--store URL] [--upstream NAME=URL]… [options]',
  summary: 'Runs the engine in the foreground until a signal ends it.',
  flags: [
    '--port N                       Port on this machine; 0 picks a free one.',
    '--mode M                       off, audit (default), simulate or optimize.',
    '--upstream NAME=URL            Where requests of anthropic, openai, google, copilot or a new name go.',
    '--store URL                    Where exchanges, decisions and originals are kept.',
    '--config FILE                  A JSON file of settings; flags win over it.',
  ],
  takesOptions: 'proxy',
  run: (args, terminal) =>
    runEngineCommand(args, programFiles(import.meta.url), {
      say: line => terminal.print(`${line}\n`),
      warn: terminal.warn,
      showsPage: true,
    }),
};
