/**
 * How well the image router reads questions that it never saw, and how fast: `node bench/router.ts`. `--split` asks one set
 * of questions, `test`, `holdout` or `tune`; `--mistakes` lists what it gets wrong, `--wasm` runs it without the native
 * runtime, `--models DIR` asks the router of another folder.
 */
import { parseArgs } from 'node:util';
import { loadOnnx, onnxPackages } from '../src/models/loadOnnx.ts';
import { openRouter } from '../src/models/router/router.ts';
import { printShare } from './printing.ts';
import { type AskedQuestion, readFamily, readQuestions, splitNamed } from './router/askedQuestions.ts';
import { printMistakes, reportAnswers } from './router/reportAnswers.ts';
import { type Answered, dares, isRight } from './router/score.ts';
import { quantile, tallyOf } from './statistics.ts';

const { values } = parseArgs({
  options: {
    split: { type: 'string' },
    models: { type: 'string', default: 'models' },
    mistakes: { type: 'boolean', default: false },
    wasm: { type: 'boolean', default: false },
  },
});
const splits = values.split === undefined ? (['test', 'holdout'] as const) : [splitNamed(values.split)];
const missing = (): Promise<never> => Promise.reject(new Error('--wasm'));
const onnx = await loadOnnx('cpu', values.wasm ? { ...onnxPackages, native: missing } : onnxPackages);
const megabytesBefore = megabytes();
const router = await openRouter({ settings: { shippedFolder: values.models }, onnx: async () => onnx });

for (const split of splits) {
  const answers = await answer(readQuestions(split));
  reportAnswers(split, answers);
  if (values.mistakes) printMistakes(answers);
}
const examples = await answer(readFamily('training/questions/examples.txt', 'examples'));
printShare(
  'documented examples',
  tallyOf(examples, each => isRight(each) && dares(each)),
);
await printLatency(readQuestions(splits[0]));
console.log(`${'memory'.padEnd(28)}${megabytes()} MB, ${megabytesBefore} before the router was opened`);

async function answer(questions: readonly AskedQuestion[]): Promise<readonly Answered[]> {
  const answered: Answered[] = [];
  for (const asked of questions) answered.push({ asked, route: await router.route(asked.text) });
  return answered;
}

/** One question after the other, as they come; time of the processor, since other programs run beside this one. */
async function printLatency(questions: readonly AskedQuestion[]): Promise<void> {
  const costs: number[] = [];
  for (const { text } of questions) {
    const before = process.cpuUsage();
    await router.route(text);
    const { user, system } = process.cpuUsage(before);
    costs.push((user + system) / 1000);
  }
  const at = (part: number): string => quantile(costs, part).toFixed(1);
  console.log(
    `${`per question, ${onnx.facts.runtime}`.padEnd(28)}p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms`,
  );
}

function megabytes(): number {
  return Math.round(process.memoryUsage().rss / 2 ** 20);
}
