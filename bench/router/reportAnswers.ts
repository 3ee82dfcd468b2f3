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
  // What the limits leave out of account: how well confidence tells right from wrong.
  printShare('right in the surest 80 %', tallyOf(surest(answers, 0.8), isRight));
  printShare('preserve degraded', tallyOf(kept, isDegraded));
  for (const property of ['language', 'technique'] as const) {
    for (const [name, group] of Map.groupBy(answers, ({ asked }) => asked[property])) {
      printShare(`right, ${name}`, tallyOf(group, isRight));
    }
  }
  printCalibration(answers.map(claimOf));
  console.log('');
}

function surest(answers: readonly Answered[], part: number): readonly Answered[] {
  const byConfidence = answers.toSorted((a, b) => claimOf(b).confidence - claimOf(a).confidence);
  return byConfidence.slice(0, Math.round(part * answers.length));
}

export function printMistakes(answers: readonly Answered[]): void {
  for (const each of answers.filter(one => !isRight(one))) {
    const { technique, confidence } = likeliest(each);
    const { text, technique: wanted, family } = each.asked;
    console.log(`  ${family}: ${JSON.stringify(text)} is ${wanted}, not ${technique} (${confidence.toFixed(2)})`);
  }
}
