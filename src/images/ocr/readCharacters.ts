/** Characters that a recogniser read in a strip, with the column at the middle of each. */
export interface ReadCharacters {
  readonly characters: readonly string[];
  readonly columns: readonly number[];
  /** Average over the characters, between 0 and 1. */
  readonly confidence: number;
}

/** The recogniser's answer: one score per step along the strip and character; character 0 is "nothing here". */
export interface StepScores {
  readonly scores: Float32Array;
  readonly offset: number;
  readonly steps: number;
  readonly characterCount: number;
  readonly columnsPerStep: number;
}

/** Greedy reading: the best character of each step, and one of those that repeat. */
export function readCharacters(answer: StepScores, alphabet: readonly string[], stripWidth: number): ReadCharacters {
  const { scores, offset, steps, characterCount, columnsPerStep } = answer;
  const characters: string[] = [];
  const columns: number[] = [];
  let sum = 0;
  let previous = 0;
  for (let step = 0; step < steps && step * columnsPerStep <= stripWidth + columnsPerStep; step++) {
    const from = offset + step * characterCount;
    let best = 0;
    for (let i = 1; i < characterCount; i++) {
      if ((scores[from + i] ?? 0) > (scores[from + best] ?? 0)) best = i;
    }
    if (best !== 0 && best !== previous) {
      characters.push(toAscii(alphabet[best] ?? ''));
      columns.push((step + 0.5) * columnsPerStep);
      sum += scores[from + best] ?? 0;
    }
    previous = best;
  }
  return { characters, columns, confidence: characters.length === 0 ? 0 : sum / characters.length };
}

const lookalikes: ReadonlyMap<string, string> = new Map([
  ['　', ' '],
  ['。', '.'],
  ['、', ','],
  ['“', '"'],
  ['”', '"'],
  ['‘', "'"],
  ['’', "'"],
]);

/** The recogniser's alphabet is Chinese; in Latin text it now and then takes the wide form of a sign. */
function toAscii(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCodePoint(code - 0xfee0);
  return lookalikes.get(character) ?? character;
}
