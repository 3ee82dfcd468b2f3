import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { gunzipSync } from 'node:zlib';
import type { GreyRaster } from '../../engine/images/raster.ts';
import type { PictureText, ReadWord } from '../../engine/images/readText.ts';
import type { Pixels } from '../rasters.ts';
import { lineOf } from './gatherLines.ts';
import { joinUnderscores } from './joinUnderscores.ts';

export interface TesseractFiles {
  /** The wasm build's loader; the wasm lies beside it. */
  readonly core: string;
  /** Gzipped weights. */
  readonly weights: string;
}

/** The part of the wasm build that is used here. */
interface Core {
  readonly FS: { writeFile(path: string, bytes: Uint8Array): void };
  readonly TessBaseAPI: new () => CoreApi;
}

interface CoreApi {
  Init(folder: string, language: string, engine: number): number;
  SetVariable(name: string, value: string): boolean;
  SetImageFile(exif: number): number;
  Recognize(monitor: null): number;
  MeanTextConf(): number;
  GetTSVText(page: number): string;
  Clear(): void;
}

/** Engine mode: neural nets only. */
const lstmOnly = 1;

/** Screen text is smaller than the scans that the nets were trained on. */
const enlargement = 1.5;
const longestSide = 3000;

/** Darker pictures have light text on a dark ground, and are inverted. */
const darkBelow = 110;

/** Tesseract's wasm build: runs everywhere, in little memory, and knows when it reads badly. */
export class TesseractReader {
  readonly #core: Core;
  readonly #api: CoreApi;

  private constructor(core: Core, api: CoreApi) {
    this.#core = core;
    this.#api = api;
  }

  static async open({ core: loader, weights }: TesseractFiles): Promise<TesseractReader> {
    const silent = { print: () => {}, printErr: () => {} };
    const core: Core = await createRequire(import.meta.url)(loader)(silent);
    core.FS.writeFile('/eng.traineddata', gunzipSync(await readFile(weights)));
    const api = new core.TessBaseAPI();
    if (api.Init('/', 'eng', lstmOnly) !== 0) throw new Error('the text reader does not accept its weights');
    // One block of lines: what screens show. Other modes lose whole pictures.
    api.SetVariable('tessedit_pageseg_mode', '6');
    return new TesseractReader(core, api);
  }

  async read(pixels: Pixels): Promise<PictureText> {
    const { width, height } = pixels.size;
    const scale = Math.min(enlargement, longestSide / Math.max(width, height));
    const raster = onLightGround(
      await pixels.grey({ width: Math.round(width * scale), height: Math.round(height * scale) }),
    );
    // The build reads its picture from this path and no other.
    this.#core.FS.writeFile('/input', portableGreyMap(raster));
    this.#api.SetImageFile(0);
    this.#api.Recognize(null);
    const confidence = this.#api.MeanTextConf() / 100;
    const words = joinUnderscores(readTable(this.#api.GetTSVText(0)), raster);
    this.#api.Clear();
    const lines = words.map(line => lineOf(line.map(word => shrunk(word, 1 / scale))));
    return { lines, confidence: lines.length === 0 ? 0 : confidence, reader: 'tesseract' };
  }
}

function onLightGround({ data, ...size }: GreyRaster): GreyRaster {
  let sum = 0;
  for (const value of data) sum += value;
  return sum / data.length < darkBelow ? { ...size, data: data.map(value => 255 - value) } : { ...size, data };
}

function portableGreyMap({ width, height, data }: GreyRaster): Uint8Array {
  return Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`), data]);
}

const wordLevel = '5';

/** Lines of words from the table that Tesseract prints: level, page, block, paragraph, line, word, box, confidence, text. */
function readTable(table: string): readonly (readonly ReadWord[])[] {
  const lines = new Map<string, ReadWord[]>();
  for (const row of table.split('\n')) {
    const [level, page, block, paragraph, line, , left, top, width, height, confidence, text] = row.split('\t');
    if (level !== wordLevel || text === undefined || text.trim() === '') continue;
    const key = [page, block, paragraph, line].join(' ');
    const word = {
      text,
      box: { left: Number(left), top: Number(top), width: Number(width), height: Number(height) },
      confidence: Number(confidence) / 100,
    };
    const known = lines.get(key);
    if (known === undefined) lines.set(key, [word]);
    else known.push(word);
  }
  return [...lines.values()];
}

function shrunk({ box, ...word }: ReadWord, factor: number): ReadWord {
  const { left, top, width, height } = box;
  return { ...word, box: { left: left * factor, top: top * factor, width: width * factor, height: height * factor } };
}
