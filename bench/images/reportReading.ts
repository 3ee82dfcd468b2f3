import { fork } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cutLegibility } from './cutLegibility.ts';
import { drawPages, type WrittenPicture } from './drawPages.ts';
import { pages } from './pages.ts';
import type { ReadInProcess } from './readerProcess.ts';
import { atLeast, atMost, type Broken, mean, percent } from './report.ts';

const promised = { characters: 0.97, words: 0.92, cutCharacters: 0.97, megabytes: 500 };

/** How well the text of pictures is read: of pages drawn here, and of a folder's with a `truth.json`. */
export async function reportReading(folder: string | undefined): Promise<Broken> {
  const drawn = await drawPages(pages);
  const broken = drawn.length === 0 ? [] : [...(await report('pages drawn here', drawn))];
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

async function report(title: string, pictures: readonly WrittenPicture[]): Promise<Broken> {
  const { read, megabytes } = await readElsewhere(pictures);
  console.log(`Reading ${title}: characters, words, identifiers, confidence`);
  for (const { name, reader, confidence, ms, characters, words, identifiers } of read) {
    const scores = [characters, words, identifiers, confidence].map(share => percent(share).padStart(8)).join(' ');
    console.log(`  ${name.padEnd(18)} ${scores} ${reader.padEnd(9)} ${Math.round(ms)} ms`);
  }
  const characters = mean(read, one => one.characters);
  const words = mean(read, one => one.words);
  const identifiers = mean(read, one => one.identifiers);
  const means = [characters, words, identifiers].map(share => percent(share).padStart(8)).join(' ');
  console.log(`  ${'mean'.padEnd(18)} ${means} ${' '.repeat(18)} ${Math.round(mean(read, one => one.ms))} ms`);
  console.log(`  memory at its highest: ${Math.round(megabytes)} MB\n`);
  return [
    ...atMost(promised.megabytes, megabytes, 'megabytes of the reading process'),
    ...atLeast(promised.characters, characters, `characters of ${title}`),
    ...atLeast(promised.words, words, `words of ${title}`),
  ];
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
