/**
 * Token counting: how long loading takes, exactness against js-tiktoken and gpt-tokenizer, speed on new text, and hostile text.
 * Run with `node bench/tokens.ts [--corpus DIR]`; without a corpus it measures this repository's own sources.
 * Exits with 1 when a promise is broken. Libraries run in the same process, interleaved, so ratios survive a busy machine.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { countTokens as gptCl100k } from 'gpt-tokenizer/encoding/cl100k_base';
import { countTokens as gptO200k } from 'gpt-tokenizer/encoding/o200k_base';
import { Tiktoken } from 'js-tiktoken/lite';
import type { BytePairEncoding } from '../src/engine/tokens/bytePairEncoding.ts';
import { type EncodingName, loadEncoding } from '../src/engine/tokens/encodings.ts';
import { hostileTexts } from '../test/engine/tokens/hostileTexts.ts';
import { rehearseCalibration } from '../test/engine/tokens/rehearseCalibration.ts';

const promises = { hostileMs: 200, overJsTiktoken: 5, overGptTokenizer: 0.9, heldShare: 0.95 };

/** Speeds are compared on the beginning of each text, since js-tiktoken is slow; exactness is checked on all of it. */
const raceCharacters = 60_000;

interface Counter {
  readonly name: string;
  readonly count: (text: string) => number;
}

const broken: string[] = [];
const { values } = parseArgs({ options: { corpus: { type: 'string' } } });
const texts = readTexts(values.corpus ?? join(import.meta.dirname, '..', 'src'));
console.log(`${texts.length} texts, ${mebibytes(texts)} MB\n`);
for (const name of ['o200k_base', 'cl100k_base'] as const) await benchEncoding(name);
await rehearseBand();
for (const promise of broken) console.error(`BROKEN: ${promise}`);
process.exitCode = broken.length > 0 ? 1 : 0;

async function benchEncoding(name: EncodingName): Promise<void> {
  const before = process.memoryUsage().rss;
  const startedAt = performance.now();
  const ours = await loadEncoding(name);
  const loadMs = performance.now() - startedAt;
  console.log(
    `${name}: loaded in ${loadMs.toFixed(0)} ms, +${((process.memoryUsage().rss - before) / 2 ** 20).toFixed(0)} MB`,
  );

  const references = await loadReferences(name);
  checkExactness(name, ours, references);
  compareSpeed(name, [
    { name: 'headroom', count: text => ours.count(text) },
    { name: 'gpt-tokenizer', count: references.gptCount },
    { name: 'js-tiktoken', count: text => references.jsTiktoken.encode(text, [], []).length },
  ]);
  stressHostile(name, ours);
}

interface References {
  readonly gptCount: (text: string) => number;
  readonly jsTiktoken: Tiktoken;
}

/** Loaded after our own, so that our loading time includes reading the ranks. */
async function loadReferences(name: EncodingName): Promise<References> {
  const options = { disallowedSpecial: new Set<string>() };
  const gptCount = name === 'o200k_base' ? gptO200k : gptCl100k;
  const ranks = await import(`js-tiktoken/ranks/${name}`);
  return { gptCount: text => gptCount(text, options), jsTiktoken: new Tiktoken(ranks.default) };
}

/** Counts against gpt-tokenizer, token ids against js-tiktoken. */
function checkExactness(name: EncodingName, ours: BytePairEncoding, { gptCount, jsTiktoken }: References): void {
  const wrong = texts.filter(({ text }) => {
    const ids = ours.encode(text);
    const isSame = jsTiktoken.encode(text, [], []).every((id, at) => id === ids[at]);
    return !isSame || ours.count(text) !== ids.length || gptCount(text) !== ids.length;
  });
  console.log(`  exact on ${texts.length - wrong.length} of ${texts.length} texts`);
  for (const { file } of wrong) broken.push(`${name} differs on ${file}`);
}

/** Every round counts text that no counter has seen: digits and letters are changed, so that caches of pieces do not help. */
function compareSpeed(name: EncodingName, counters: readonly Counter[]): void {
  const speeds = new Map(counters.map(counter => [counter.name, [] as number[]]));
  for (let round = 0; round < 5; round += 1) {
    const fresh = texts.map(({ text }) => alter(text.slice(0, raceCharacters), round));
    const bytes = fresh.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
    for (const counter of counters) {
      const startedAt = performance.now();
      for (const text of fresh) counter.count(text);
      speeds.get(counter.name)?.push(bytes / 1000 / (performance.now() - startedAt));
    }
  }
  // The first round is spent on compiling.
  const speedOf = (counter: string) => median(speeds.get(counter)?.slice(1) ?? []);
  const own = speedOf('headroom');
  const overJs = own / speedOf('js-tiktoken');
  const overGpt = own / speedOf('gpt-tokenizer');
  console.log(
    `  new text: ${counters.map(counter => `${counter.name} ${speedOf(counter.name).toFixed(1)}`).join(', ')} MB/s`,
  );
  console.log(`  that is ${overJs.toFixed(1)} × js-tiktoken, ${overGpt.toFixed(1)} × gpt-tokenizer`);
  if (overJs < promises.overJsTiktoken) broken.push(`${name} is only ${overJs.toFixed(1)} × js-tiktoken`);
  if (overGpt < promises.overGptTokenizer) broken.push(`${name} is only ${overGpt.toFixed(1)} × gpt-tokenizer`);
}

function stressHostile(name: EncodingName, ours: BytePairEncoding): void {
  const times = Object.entries(hostileTexts()).map(([kind, text]) => {
    const startedAt = performance.now();
    ours.count(text);
    return { kind, ms: performance.now() - startedAt };
  });
  console.log(`  200 KB of ${times.map(({ kind, ms }) => `${kind} ${ms.toFixed(0)} ms`).join(', ')}\n`);
  for (const { kind, ms } of times)
    if (ms > promises.hostileMs) broken.push(`${name}: ${kind} took ${ms.toFixed(0)} ms`);
}

/** Learns cl100k_base, as if it were a secret, from the totals of simulated conversations over these texts. */
async function rehearseBand(): Promise<void> {
  const [ours, theirs] = await Promise.all([loadEncoding('o200k_base'), loadEncoding('cl100k_base')]);
  const counted = texts.map(({ text }) => ({ ours: ours.count(text), theirs: theirs.count(text) }));
  const rehearsals = [1, 2, 3, 4, 5].map(seed => rehearseCalibration(counted, seed));
  const held = rehearsals.reduce((sum, one) => sum + one.held, 0);
  const exchanges = rehearsals.reduce((sum, one) => sum + one.exchanges, 0);
  const widest = Math.max(...rehearsals.map(one => one.widest));
  console.log(
    `calibrated band: held ${held} of ${exchanges} exchanges (${percent(held / exchanges)}), at most ± ${percent(widest)}`,
  );
  if (held / exchanges < promises.heldShare) broken.push(`the band held only ${percent(held / exchanges)}`);
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

/** Replaces one letter or digit in about every seventh word, differently in every round. */
function alter(text: string, round: number): string {
  let word = 0;
  return text.replace(/[a-z0-9]{3,}/gi, match => {
    word += 1;
    if ((word * 31 + round) % 7 !== 0) return match;
    return match.slice(0, 1) + String.fromCharCode(0x61 + ((word + round * 5) % 26)) + match.slice(2);
  });
}

function readTexts(folder: string): readonly { readonly file: string; readonly text: string }[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(file => statSync(join(folder, file)).isFile())
    .sort()
    .map(file => ({ file, text: readFileSync(join(folder, file), 'utf8') }));
}

function mebibytes(all: readonly { readonly text: string }[]): string {
  return (all.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0) / 2 ** 20).toFixed(1);
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
}
