import { fork } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { printCalibration, printShare } from '../printing.ts';
import { quantile, sumOf, type Tally } from '../statistics.ts';
import { cutLegibility } from './cutLegibility.ts';
import { drawPages, type WrittenPicture } from './drawPages.ts';
import { holdoutPages } from './holdout/holdoutPages.ts';
import { pages } from './pages.ts';
import type { ReadInProcess } from './readerProcess.ts';
import type { ReadPicture } from './readPictures.ts';
import { atLeast, atMost, type Broken, mean, percent } from './report.ts';

const promised = { characters: 0.97, words: 0.92, cutCharacters: 0.97, megabytes: 500 };

/** How well the text of pictures is read: of pages drawn here, and of a folder's with a `truth.json`. */
export async function reportReading(folder: string | undefined): Promise<Broken> {
  const drawn = await drawPages(pages);
  const broken: string[] = [];
  if (drawn.length > 0) {
    broken.push(...(await report('pages that the reader never saw', await drawPages(holdoutPages))));
    broken.push(...(await report('pages that it was made with', drawn)));
  }
  if (drawn.length === 0) console.log('No Chromium was found, so no pages are drawn. Name one in CHROMIUM.\n');
  if (folder !== undefined) broken.push(...(await report(`pictures of ${folder}`, readFolder(folder))));
  if (drawn.length === 0) return broken;
  const share = await cutLegibility(drawn);
  console.log(`In parts that were cut out, ${percent(share)} of the characters read as in the whole, at worst.\n`);
  return [...broken, ...atLeast(promised.cutCharacters, share, 'text of a part that was cut out')];
}

/** `dense.png` may have its text in `truth_dense.txt`. */
function readFolder(folder: string): readonly WrittenPicture[] {
  const truth: Readonly<Record<string, string>> = JSON.parse(readFileSync(join(folder, 'truth.json'), 'utf8'));
  return readdirSync(folder).flatMap((file): WrittenPicture[] => {
    const [, name, ending] = /^(.+)\.(png|jpe?g)$/.exec(file) ?? [];
    if (name === undefined) return [];
    const text = truth[name];
    const mediaType = ending === 'png' ? 'image/png' : 'image/jpeg';
    return text === undefined ? [] : [{ name, text, mediaType, bytes: readFileSync(join(folder, file)) }];
  });
}

const measures = ['characters', 'words', 'identifiers'] as const;

async function report(title: string, pictures: readonly WrittenPicture[]): Promise<Broken> {
  const { read, megabytes } = await readElsewhere(pictures);
  console.log(`Reading ${title}: characters, words, identifiers, confidence`);
  for (const one of read) {
    const scores = [...measures.map(measure => shareOf(one[measure])), one.confidence];
    console.log(`  ${one.name.padEnd(18)} ${cells(scores)} ${one.reader.padEnd(9)} ${Math.round(one.ms)} ms`);
  }
  const means = measures.map(measure => mean(read, one => shareOf(one[measure])));
  console.log(`  ${'mean'.padEnd(18)} ${cells(means)}\n`);
  printTogether(read);
  console.log(`${'memory at its highest'.padEnd(28)}${Math.round(megabytes)} MB\n`);
  const [characters = 0, words = 0] = means;
  return [
    ...atMost(promised.megabytes, megabytes, 'megabytes of the reading process'),
    ...atLeast(promised.characters, characters, `characters of ${title}`),
    ...atLeast(promised.words, words, `words of ${title}`),
  ];
}

/** All pictures as one text; the intervals take words for independent, which those of one picture are not. */
function printTogether(read: readonly ReadPicture[]): void {
  for (const measure of measures) printShare(`${measure}, together`, sumOf(read.map(one => one[measure])));
  printCalibration(read.flatMap(({ claims }) => claims));
  const times = read.map(({ ms }) => ms);
  const at = (part: number): string => `${Math.round(quantile(times, part))} ms`;
  console.log(`${'per picture'.padEnd(28)}p50 ${at(0.5)}, p99 ${at(0.99)}`);
}

function shareOf({ hits, of }: Tally): number {
  return of === 0 ? 1 : hits / of;
}

function cells(shares: readonly number[]): string {
  return shares.map(share => percent(share).padStart(8)).join(' ');
}

/** In a process of its own, as in the product, so that its memory can be told. */
function readElsewhere(pictures: readonly WrittenPicture[]): Promise<ReadInProcess> {
  const child = fork(join(import.meta.dirname, 'readerProcess.ts'), { serialization: 'advanced' });
  return new Promise((resolve, reject) => {
    child.once('message', (answer: ReadInProcess) => resolve(answer));
    child.once('exit', code => reject(new Error(`the reading process ended with ${code}`)));
    child.send(pictures);
  });
}
