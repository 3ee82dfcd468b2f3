import { resolveModel } from '../engine/models/modelTable.ts';
import { counterFor } from '../engine/tokens/counters.ts';
import { UsageError } from '../process/engineFlags.ts';
import type { Command } from './command.ts';
import { parseFlags, textFlag } from './flags.ts';
import { readInput } from './readInput.ts';

export const tokens: Command = {
  usage: '[FILE|-] --model M [--json]',
  summary: 'Counts the tokens of plain text.',
  flags: [
    '--model M                      The model whose tokens to count.',
    '--json                         Also tell the vocabulary and the error band.',
  ],
  async run(args, terminal) {
    const parsed = parseFlags(args, { own: { model: 'text' }, words: 1 });
    const model = textFlag(parsed, 'model');
    if (model === undefined) throw new UsageError('tokens needs a model. Give --model, e.g. --model gpt-4o.');
    const text = Buffer.from(await readInput(parsed.words, terminal)).toString('utf8');
    const { id, known } = resolveModel(model);
    if (!known) terminal.warn(`The model "${model}" is not in the table; the count is an estimate.`);
    const counter = await counterFor(model);
    const count = counter.count(text);
    const { encoding, errorBand } = counter;
    terminal.print(
      parsed.own.json === true
        ? `${JSON.stringify({ tokens: count, model: id, known, encoding, errorBand })}\n`
        : `${count}\n`,
    );
    return 0;
  },
};
