/**
 * How well the image router reads questions that it never saw, and how fast: `node bench/router.ts [--split tune]`.
 * `--mistakes` lists what it gets wrong, `--wasm` runs it without the native runtime.
 */
import { parseArgs } from 'node:util';
import { loadOnnx, onnxPackages } from '../src/models/loadOnnx.ts';
import { openRouter } from '../src/models/router/router.ts';
import { type AskedQuestion, readFamily, readQuestions } from './router/askedQuestions.ts';
import { type Answered, calibrationError, dares, isDegraded, isRight, likeliest, share } from './router/score.ts';

const { values } = parseArgs({
  options: { split: { type: 'string' }, mistakes: { type: 'boolean' }, wasm: { type: 'boolean' } },
});
const split = values.split === 'tune' || values.split === 'train' ? values.split : 'test';
const missing = (): Promise<never> => Promise.reject(new Error('--wasm'));
const onnx = await loadOnnx('cpu', values.wasm === true ? { ...onnxPackages, native: missing } : onnxPackages);
const router = await openRouter({ settings: { shippedFolder: 'models' }, onnx: async () => onnx });

const answers = await answer(readQuestions(split));
const bold = answers.filter(dares);
const kept = answers.filter(({ asked }) => asked.technique === 'preserve');
print(`right, of ${split}`, answers.filter(isRight).length, answers.length);
print('dares', bold.length, answers.length);
print('right where it dares', bold.filter(isRight).length, bold.length);
print('preserve degraded', kept.filter(isDegraded).length, kept.length);
const examples = await answer(readFamily('training/questions/examples.txt', 'examples'));
print('documented examples', examples.filter(each => isRight(each) && dares(each)).length, examples.length);
console.log(`${'calibration error'.padEnd(28)}${(calibrationError(answers) * 100).toFixed(1)} %`);
for (const [language, group = []] of Object.entries(Object.groupBy(answers, ({ asked }) => asked.language))) {
  print(`right, ${language}`, group.filter(isRight).length, group.length);
}
for (const [technique, group = []] of Object.entries(Object.groupBy(answers, ({ asked }) => asked.technique))) {
  print(`right, ${technique}`, group.filter(isRight).length, group.length);
}
await printLatency();
if (values.mistakes === true) printMistakes();

async function answer(questions: readonly AskedQuestion[]): Promise<readonly Answered[]> {
  const answered: Answered[] = [];
  for (const asked of questions) answered.push({ asked, route: await router.route(asked.text) });
  return answered;
}

function print(label: string, hits: number, of: number): void {
  const { share: part, low, high } = share(hits, of);
  const percent = (value: number): string => (value * 100).toFixed(1);
  console.log(
    `${label.padEnd(28)}${percent(part).padStart(5)} %  [${percent(low)}, ${percent(high)}]  ${hits} of ${of}`,
  );
}

/** One question after the other, as they come; time of the processor, since other programs run beside this one. */
async function printLatency(): Promise<void> {
  const costs: number[] = [];
  for (const { text } of readQuestions(split)) {
    const before = process.cpuUsage();
    await router.route(text);
    const { user, system } = process.cpuUsage(before);
    costs.push((user + system) / 1000);
  }
  costs.sort((a, b) => a - b);
  const at = (part: number): string => (costs[Math.floor(part * (costs.length - 1))] ?? 0).toFixed(1);
  console.log(
    `${`per question, ${onnx.facts.runtime}`.padEnd(28)}p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, max ${at(1)} ms`,
  );
}

function printMistakes(): void {
  for (const each of answers.filter(one => !isRight(one))) {
    const { technique, confidence } = likeliest(each);
    const { text, technique: wanted, family } = each.asked;
    console.log(`  ${family}: ${JSON.stringify(text)} is ${wanted}, not ${technique} (${confidence.toFixed(2)})`);
  }
}
