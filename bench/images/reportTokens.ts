import sharp from 'sharp';
import { photo } from '../../test/images/pictures.ts';
import { drawPages } from './drawPages.ts';
import { pages } from './pages.ts';
import type { Broken } from './report.ts';
import { type AskedPicture, modelNames, tokenTable } from './tokenTable.ts';

/** What pictures cost before and after, for a model of each price formula; the technique is given. */
export async function reportTokens(): Promise<Broken> {
  console.log('Tokens before → after, the note included, per model');
  console.log(`  ${''.padEnd(34)}${modelNames.map(name => name.padStart(18)).join('')}`);
  const rows = await tokenTable(await askedPictures());
  for (const { name, technique, tokens, ms } of rows) {
    const cells = tokens.map(({ before, after }) => `${before} → ${after}`.padStart(18)).join('');
    console.log(`  ${`${name}, ${technique}`.padEnd(34)}${cells}   ${Math.round(ms)} ms`);
  }
  console.log('');
  return rows.flatMap(({ name, technique, tokens }) =>
    tokens
      .filter(({ before, after }) => after > before)
      .map(({ model, before, after }) => `${name}, ${technique}, ${model}: ${before} tokens became ${after}`),
  );
}

async function askedPictures(): Promise<readonly AskedPicture[]> {
  const drawn = await drawPages(pages);
  const square = { name: 'photo 1024×1024', bytes: await photo(1024, 1024), mediaType: 'image/png' };
  const large = {
    name: 'photo 4000×3000',
    mediaType: 'image/jpeg',
    bytes: await sharp(await photo(4000, 3000))
      .jpeg()
      .toBuffer(),
  };
  const page = (name: string, asked: Pick<AskedPicture, 'question' | 'technique'>): AskedPicture[] =>
    drawn.filter(one => one.name === name).map(one => ({ ...one, ...asked }));
  return [
    { ...square, question: 'What animal is this?', technique: 'full_low' },
    { ...large, question: 'Describe the scene', technique: 'full_low' },
    { ...large, question: "What's in the top-right corner?", technique: 'crop' },
    { ...square, question: 'Count the spots', technique: 'preserve' },
    ...page('dashboard', { question: 'What is this?', technique: 'full_low' }),
    ...page('kubernetes', { question: 'Transcribe it', technique: 'transcode' }),
    ...page('poster', { question: 'Read the sign', technique: 'transcode' }),
    ...page('settings', { question: 'What does the "Discard" button do?', technique: 'crop' }),
  ];
}
