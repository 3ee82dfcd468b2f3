import { printCalibration, printShare } from '../printing.ts';
import { tallyOf } from '../statistics.ts';
import { type Answered, claimOf, dares, isDegraded, isRight, likeliest } from './score.ts';

/** How good the answers to a set of questions are, as a whole, where the router dares, and per language and technique. */
export function reportAnswers(split: string, answers: readonly Answered[]): void {
  const bold = answers.filter(dares);
  const kept = answers.filter(({ asked }) => asked.technique === 'preserve');
  printShare(`right, of ${split}`, tallyOf(answers, isRight));
  printShare('dares', tallyOf(answers, dares));
  printShare('right where it dares', tallyOf(bold, isRight));
  printShare('preserve degraded', tallyOf(kept, isDegraded));
  for (const property of ['language', 'technique'] as const) {
    for (const [name, group] of Map.groupBy(answers, ({ asked }) => asked[property])) {
      printShare(`right, ${name}`, tallyOf(group, isRight));
    }
  }
  printCalibration(answers.map(claimOf));
  console.log('');
}

export function printMistakes(answers: readonly Answered[]): void {
  for (const each of answers.filter(one => !isRight(one))) {
    const { technique, confidence } = likeliest(each);
    const { text, technique: wanted, family } = each.asked;
    console.log(`  ${family}: ${JSON.stringify(text)} is ${wanted}, not ${technique} (${confidence.toFixed(2)})`);
  }
}
