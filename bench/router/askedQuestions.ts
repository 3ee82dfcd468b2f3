import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TechniqueName, techniques } from '../../src/engine/images/technique.ts';

export interface AskedQuestion {
  readonly text: string;
  readonly technique: TechniqueName;
  readonly language: string;
  /** One kind of person; no family is both trained on and tested. */
  readonly family: string;
}

const splits = ['train', 'tune', 'test', 'holdout'] as const;

type Split = (typeof splits)[number];

export function splitNamed(name: string): Split {
  return splits.find(split => split === name) ?? fail(`There is no split "${name}". Give one of ${splits.join(', ')}.`);
}

/** Every family of a split of `training/questions`. */
export function readQuestions(split: Split): readonly AskedQuestion[] {
  const folder = join('training', 'questions', split);
  return readdirSync(folder)
    .toSorted()
    .flatMap(file => readFamily(join(folder, file), file.replace('.txt', '')));
}

/** Lines below a heading like `[crop de]`; `#` begins a remark. */
export function readFamily(path: string, family: string): readonly AskedQuestion[] {
  const questions: AskedQuestion[] = [];
  let technique: TechniqueName = 'preserve';
  let language = '';
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    const [, name, tongue] = /^\[(\w+) (\w+)\]$/.exec(line) ?? [];
    if (name !== undefined && tongue !== undefined) {
      technique = techniques.find(known => known === name) ?? fail(`${path} has an unknown technique "${name}".`);
      language = tongue;
    } else if (line !== '' && !line.startsWith('#')) questions.push({ text: line, technique, language, family });
  }
  return questions;
}

function fail(message: string): never {
  throw new Error(message);
}
