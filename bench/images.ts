/**
 * Pictures: how well their text is read, what they cost before and after for each model, how long that takes and how much
 * memory. Run with `node bench/images.ts [--ocr DIR]`; DIR holds pictures and a truth.json with the text of each by name.
 * Exits with 1 when a promise is broken. Times are of a busy machine or an idle one: say which when you quote them.
 */
import { fork } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { loadCodec } from '../src/images/codec.ts';
import { drawPicture } from '../src/images/drawPicture.ts';
import { Pixels } from '../src/images/rasters.ts';
import { photo } from '../test/images/pictures.ts';
import { cutLegibility } from './images/cutLegibility.ts';
import { drawPages, type WrittenPicture } from './images/drawPages.ts';
import type { ReadInProcess } from './images/readerProcess.ts';
import type { ReadPicture } from './images/readPictures.ts';
import { type AskedPicture, modelNames, tokenTable } from './images/tokenTable.ts';

const promises = { characters: 0.97, words: 0.92, cutCharacters: 0.97, resizeMs: 20, megabytes: 500 };

const broken: string[] = [];
const { values } = parseArgs({ options: { ocr: { type: 'string' } } });
const drawn = await drawPages();
if (drawn.length === 0) console.log('No Chromium was found, so no pages are drawn. Name one in CHROMIUM.\n');
for (const [title, pictures] of [
  ['pages drawn here', drawn],
  [`pictures of ${values.ocr}`, values.ocr === undefined ? [] : readFolder(values.ocr)],
] as const) {
  if (pictures.length > 0) reportReading(title, await readElsewhere(pictures));
}
if (drawn.length > 0) keep('text of a part that was cut out', await cutLegibility(drawn), promises.cutCharacters);
await reportTokens();
await reportResize();
for (const promise of broken) console.error(`BROKEN: ${promise}`);
process.exit(broken.length > 0 ? 1 : 0);

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

/** In a process of its own, as in the product, so that its memory can be told. */
function readElsewhere(pictures: readonly WrittenPicture[]): Promise<ReadInProcess> {
  const child = fork(join(import.meta.dirname, 'images', 'readerProcess.ts'), { serialization: 'advanced' });
  return new Promise((resolve, reject) => {
    child.once('message', (answer: ReadInProcess) => resolve(answer));
    child.once('exit', code => reject(new Error(`the reading process ended with ${code}`)));
    child.send(pictures);
  });
}

function reportReading(title: string, { read, megabytes }: ReadInProcess): void {
  console.log(`Reading ${title}: characters, words, identifiers, confidence`);
  for (const { name, reader, confidence, ms, characters, words, identifiers } of read) {
    const scores = [characters, words, identifiers].map(percent).join(' ');
    console.log(`  ${name.padEnd(18)} ${scores}  ${percent(confidence)} ${reader.padEnd(9)} ${Math.round(ms)} ms`);
  }
  const mean = (of: (one: ReadPicture) => number): number => read.reduce((sum, one) => sum + of(one), 0) / read.length;
  console.log(
    `  mean               ${percent(mean(one => one.characters))} ${percent(mean(one => one.words))} ${percent(mean(one => one.identifiers))}        ${Math.round(mean(one => one.ms))} ms`,
  );
  console.log(`  memory at its highest: ${Math.round(megabytes)} MB\n`);
  if (megabytes > promises.megabytes) broken.push(`memory: ${Math.round(megabytes)} MB`);
  keep(
    `characters of ${title}`,
    mean(one => one.characters),
    promises.characters,
  );
  keep(
    `words of ${title}`,
    mean(one => one.words),
    promises.words,
  );
}

async function reportTokens(): Promise<void> {
  console.log(
    `Tokens before → after, the note included, per model\n  ${''.padEnd(34)}${modelNames.map(name => name.padStart(18)).join('')}`,
  );
  for (const { name, technique, tokens, ms } of await tokenTable(await askedPictures())) {
    const cells = tokens.map(({ before, after }) => `${before} → ${after}`.padStart(18)).join('');
    console.log(`  ${`${name}, ${technique}`.padEnd(34)}${cells}   ${Math.round(ms)} ms`);
  }
  console.log('');
}

async function askedPictures(): Promise<readonly AskedPicture[]> {
  const square = { name: 'photo 1024×1024', bytes: await photo(1024, 1024), mediaType: 'image/png' };
  const large = {
    name: 'photo 4000×3000',
    mediaType: 'image/jpeg',
    bytes: await sharp(await photo(4000, 3000))
      .jpeg()
      .toBuffer(),
  };
  const page = (name: string): WrittenPicture[] => drawn.filter(one => one.name === name);
  return [
    { ...square, question: 'What animal is this?', technique: 'full_low' },
    { ...large, question: 'Describe the scene', technique: 'full_low' },
    { ...large, question: "What's in the top-right corner?", technique: 'crop' },
    { ...square, question: 'Count the spots', technique: 'preserve' },
    ...page('dashboard').map(one => ({ ...one, question: 'What is this?', technique: 'full_low' }) as const),
    ...page('kubernetes').map(one => ({ ...one, question: 'Transcribe it', technique: 'transcode' }) as const),
    ...page('poster').map(one => ({ ...one, question: 'Read the sign', technique: 'transcode' }) as const),
    ...page('settings').map(
      one => ({ ...one, question: 'What does the "Discard" button do?', technique: 'crop' }) as const,
    ),
  ];
}

/** The best of several, since others use the machine too. */
async function reportResize(): Promise<void> {
  const codec = await loadCodec();
  const pixels = await Pixels.decode(codec, await photo(1024, 1024));
  const box = { left: 0, top: 0, ...pixels.size };
  const size = { width: 504, height: 504 };
  const times: number[] = [];
  for (let round = 0; round < 30; round++) {
    const startedAt = performance.now();
    await drawPicture(codec, pixels, { box, size, sourceFormat: 'jpeg', hasText: false });
    times.push(performance.now() - startedAt);
  }
  const best = Math.min(...times);
  console.log(`resize of 1024×1024, encoded and verified: ${best.toFixed(1)} ms at best of thirty`);
  if (best > promises.resizeMs) broken.push(`resize: ${best.toFixed(1)} ms`);
}

function keep(what: string, share: number, promised: number): void {
  if (share < promised) broken.push(`${what}: ${percent(share)} instead of ${percent(promised)}`);
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`.padStart(8);
}
