import { inspectRequest } from '../process/onDemand/inspectRequest.ts';
import { type Command, CommandError } from './command.ts';
import { parseFlags } from './flags.ts';
import { readRequest, requestFlags } from './readInput.ts';

export const mri: Command = {
  usage: '[FILE|-] [--model M] [--format F]',
  summary: 'Prints where the tokens of one request go: composition, waste, blocks and what to do about it.',
  flags: [
    '--model M                      The model that the request is for, when its body does not say.',
    '--format F                     auto (default), anthropic, openai-chat, openai-responses, gemini or messages.',
  ],
  async run(args, terminal) {
    const parsed = parseFlags(args, { own: { model: 'text', format: 'text' }, words: 1 });
    const body = await readRequest(parsed.words, terminal);
    const inspection = await inspectRequest({ body, ...requestFlags(parsed) });
    if (inspection.fault !== undefined) {
      throw new CommandError(`The request was ${inspection.fault}. Give a JSON request body or an array of messages.`);
    }
    terminal.print(`${JSON.stringify(inspection, null, 2)}\n`);
    return 0;
  },
};
