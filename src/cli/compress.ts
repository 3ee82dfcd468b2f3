import { compressOnDemand } from '../process/onDemand/onDemand.ts';
import { resultDocument } from '../process/onDemand/resultDocument.ts';
import { withPictures } from '../process/onDemand/withPictures.ts';
import type { Command } from './command.ts';
import { parseFlags, textFlag } from './flags.ts';
import { withStore } from './openStoreFor.ts';
import { readInput, requestFlags, unreadCode } from './readInput.ts';

export const compress: Command = {
  usage: '[FILE|-] [--model M] [--format F] [--store URL] [options]',
  summary: 'Compresses a request body or an array of messages; prints it with its tokens, transforms and receipts.',
  flags: [
    '--model M                      The model that the request is for; wins over the one in the body.',
    '--format F                     auto (default), anthropic, openai-chat, openai-responses, gemini or messages.',
    '--store URL                    Where originals are kept; none: nothing is omitted, only rewritten.',
  ],
  takesOptions: 'library',
  async run(args, terminal) {
    const parsed = parseFlags(args, {
      own: { model: 'text', format: 'text', store: 'text' },
      takesOptions: true,
      words: 1,
    });
    const { storeUrl, ...options } = parsed.options;
    const url = textFlag(parsed, 'store') ?? (typeof storeUrl === 'string' ? storeUrl : undefined);
    const body = await readInput(parsed.words, terminal);
    const request = { body, options, ...requestFlags(parsed) };
    const result = await withStore(url, terminal, store =>
      withPictures(request, asked => compressOnDemand(asked, store)),
    );
    terminal.print(resultDocument(result));
    return unreadCode(result.fault, terminal);
  },
};
