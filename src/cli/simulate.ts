import { simulateOnDemand } from '../process/onDemand/onDemand.ts';
import { withPictures } from '../process/onDemand/withPictures.ts';
import type { Command } from './command.ts';
import { parseFlags } from './flags.ts';
import { readRequest, requestFlags, unreadCode } from './readInput.ts';

export const simulate: Command = {
  usage: '[FILE|-] [--model M] [--format F] [options]',
  summary: 'Prints what compress would do to a request, what that would save, and what the cache would make of it.',
  flags: [
    '--model M                      The model that the request is for; wins over the one in the body.',
    '--format F                     auto (default), anthropic, openai-chat, openai-responses, gemini or messages.',
  ],
  takesOptions: 'library',
  async run(args, terminal) {
    const parsed = parseFlags(args, { own: { model: 'text', format: 'text' }, takesOptions: true, words: 1 });
    const body = await readRequest(parsed.words, terminal);
    const plan = await withPictures({ body, options: parsed.options, ...requestFlags(parsed) }, simulateOnDemand);
    terminal.print(`${JSON.stringify(plan, null, 2)}\n`);
    return unreadCode(plan.fault, terminal);
  },
};
