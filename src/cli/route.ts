import { createInterface } from 'node:readline';
import type { QuestionRoute } from '../models/jobs.ts';
import type { ModelClient } from '../models/modelClient.ts';
import { UsageError } from '../process/engineFlags.ts';
import { homeFolder } from '../process/instance/home.ts';
import { fetchModel, type ModelsConfig, openModels } from '../process/judging/openModels.ts';
import { programFiles } from '../process/programFiles.ts';
import { parseOptions } from '../shared/options.ts';
import { type Command, CommandError, type Terminal } from './command.ts';
import { parseFlags } from './flags.ts';

/** The first answer waits for the model to load. */
const patienceMs = 30_000;

export const route: Command = {
  usage: 'TEXT…|- [--json]',
  summary: 'Tells what a question asks of its picture: full_low, preserve, crop or transcode, and how sure that is.',
  flags: [
    '-                              Read a JSON object {"question"} per line; answer line by line, in order; exit code 1 if a line is none.',
    '--json                         One JSON document, with the score of each technique.',
    '--model-id ID                  Another router: owner/name of the hub, owner/name@commit, or a folder.',
    '--model-cache-dir DIR          Where downloaded models are kept.',
    '--device NAME                  Where the model runs: cpu (default) or what the runtime has besides.',
  ],
  async run(args, terminal) {
    const parsed = parseFlags(args, { own: {}, takesOptions: true, words: Number.POSITIVE_INFINITY });
    const { words } = parsed;
    if (words.length === 0) throw new UsageError('route needs a question. Give one, or - for a JSON object per line.');
    const { environment, warn } = terminal;
    const files = programFiles(import.meta.url);
    const options = parseOptions(parsed.options, 'library');
    const models = openModels({ files, options });
    try {
      await useRouter(models, { files, options, home: homeFolder(environment), environment, log: warn });
      if (words.length === 1 && words[0] === '-') return await answerLines(models, terminal);
      await answerOne(words.join(' '), parsed.own.json === true, models, terminal);
      return 0;
    } finally {
      await models.close();
    }
  },
};

async function useRouter(models: ModelClient, config: ModelsConfig): Promise<void> {
  const { modelId } = config.options;
  if (modelId === undefined) return;
  try {
    models.use({ routerFolder: await fetchModel(modelId, 'router', config) });
  } catch (error) {
    throw new CommandError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

async function answerOne(question: string, asJson: boolean, models: ModelClient, { print }: Terminal): Promise<void> {
  const answer = await ask(models, question);
  const { technique, confidence, reason } = answer;
  if (asJson) print(`${JSON.stringify({ question, ...answer }, null, 2)}\n`);
  else print(`${technique} ${confidence.toFixed(2)}${reason === undefined ? '' : ` (${reason})`}\n`);
}

/** A line that holds no question is named and passed over: the answers to the others are worth having. */
async function answerLines(models: ModelClient, { input, print, warn }: Terminal): Promise<number> {
  let number = 0;
  let code = 0;
  for await (const line of createInterface({ input })) {
    number++;
    if (line.trim() === '') continue;
    const question = questionIn(line);
    if (question === undefined) {
      warn(
        `Line ${number}, "${line.slice(0, 80)}", is no question. Give a JSON object like {"question": "…"} per line.`,
      );
      code = 1;
      continue;
    }
    const { technique, confidence } = await ask(models, question);
    print(`${JSON.stringify({ question, technique, confidence })}\n`);
  }
  return code;
}

function questionIn(line: string): string | undefined {
  try {
    const { question } = JSON.parse(line);
    return typeof question === 'string' ? question : undefined;
  } catch {
    return undefined;
  }
}

async function ask(models: ModelClient, question: string): Promise<QuestionRoute> {
  const outcome = await models.ask('route', { question }, patienceMs);
  if (outcome.kind === 'done') return outcome.answer;
  throw new CommandError(`The router does not answer: ${outcome.reason}. Run: headroom doctor`);
}
