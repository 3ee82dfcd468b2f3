import { readFile, writeFile } from 'node:fs/promises';
import { UsageError } from '../process/engineFlags.ts';
import { homeFolder } from '../process/instance/home.ts';
import { fetchModels, openModels } from '../process/judging/openModels.ts';
import { PictureJudge } from '../process/judging/pictureJudge.ts';
import { judgeImageFile } from '../process/onDemand/judgeImageFile.ts';
import { programFiles } from '../process/programFiles.ts';
import { parseOptions } from '../shared/options.ts';
import { type Command, CommandError } from './command.ts';
import { type Parsed, parseFlags, textFlag } from './flags.ts';

export const image: Command = {
  usage: 'FILE --question TEXT [--provider P] [--model M] [--out FILE] [--json]',
  summary: 'Tells what would become of a picture sent with a question, and what that saves.',
  flags: [
    '--question TEXT                What is asked about the picture.',
    '--provider P                   openai (default), anthropic or google.',
    '--model M                      The model that the picture is for; wins over --provider.',
    '--out FILE                     Where to write the picture, or the text, that would be sent instead.',
  ],
  takesOptions: 'library',
  async run(args, terminal) {
    const own = { question: 'text', provider: 'text', model: 'text', out: 'text' } as const;
    const parsed = parseFlags(args, { own, takesOptions: true, words: 1 });
    const [file] = parsed.words;
    const question = textFlag(parsed, 'question');
    if (file === undefined || question === undefined) throw new UsageError('image needs a FILE and a --question.');
    const target = textFlag(parsed, 'model') ?? providerFlag(parsed) ?? 'openai';
    const { environment, warn } = terminal;
    const files = programFiles(import.meta.url);
    const options = parseOptions(parsed.options, 'library');
    const models = openModels({ files, options });
    try {
      await fetchModels(models, { files, options, home: homeFolder(environment), environment, log: warn });
      const bytes = await readPicture(file);
      const judged = await judgeImageFile({ bytes, question, target }, new PictureJudge(models));
      if (typeof judged === 'string') {
        throw new CommandError(`${file} cannot be judged: ${judged}. Give another file.`);
      }
      const { instead, ...result } = judged;
      const out = textFlag(parsed, 'out');
      if (out !== undefined) await writeFile(out, instead ?? bytes);
      terminal.print(`${JSON.stringify(result, null, 2)}\n`);
      return 0;
    } finally {
      await models.close();
    }
  },
};

const providers = ['openai', 'anthropic', 'google', 'gemini'];

function providerFlag(parsed: Parsed): string | undefined {
  const provider = textFlag(parsed, 'provider');
  if (provider === undefined || providers.includes(provider.toLowerCase())) return provider;
  throw new UsageError(`--provider is "${provider}". Give one of ${providers.join(', ')}, or a --model.`);
}

async function readPicture(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new CommandError(`${file} cannot be read. Give the path of a PNG, JPEG, WebP or GIF file.`, { cause: error });
  }
}
