import { readFile } from 'node:fs/promises';
import type { InferenceSession } from 'onnxruntime-common';
import type { ColourRaster } from '../../engine/images/colourRaster.ts';
import type { PictureText } from '../../engine/images/readText.ts';
import type { Onnx } from '../../models/onnx.ts';
import type { Pixels } from '../rasters.ts';
import { gatherLines, type ReadRegion } from './gatherLines.ts';
import { type ReadCharacters, readCharacters } from './readCharacters.ts';
import { isMonospaced, restoreSpaces } from './restoreSpaces.ts';
import { findTextRegions } from './textRegions.ts';
import { cutStrip, inkColumns, stripHeight, type TextStrip } from './textStrip.ts';
import type { TiltedBox } from './tilted.ts';

export interface PaddleFiles {
  readonly detector: string;
  readonly recogniser: string;
  readonly alphabet: string;
}

/** Long side of the picture in which text is looked for: enough for screen text, and the memory that it takes is bounded. */
const detectionSide = 896;
/** For merely knowing whether there is text and how large. */
const glanceSide = 736;
/** Small pictures are enlarged for the detector, which was trained on large text. */
const enlargement = 1.5;

/** Regions below this confidence are not text after all. */
const leastConfidence = 0.5;

/** The net was trained on pictures from the web, in the order blue, green, red. */
const channelMeans = [0.406, 0.456, 0.485] as const;
const channelDeviations = [0.225, 0.224, 0.229] as const;

/** Opened without arenas, so that memory is given back after each picture. */
const frugal = { enableCpuMemArena: false, enableMemPattern: false } as const;

/** Finds text with a detection net and reads it with a recognition net, line by line. */
export class PaddleReader {
  readonly #onnx: Onnx;
  readonly #files: PaddleFiles;
  readonly #detector: InferenceSession;
  #recogniser: Promise<Recogniser> | undefined;

  private constructor(onnx: Onnx, files: PaddleFiles, detector: InferenceSession) {
    this.#onnx = onnx;
    this.#files = files;
    this.#detector = detector;
  }

  static async open(onnx: Onnx, files: PaddleFiles): Promise<PaddleReader> {
    return new PaddleReader(onnx, files, await onnx.open(files.detector, frugal));
  }

  /** Where there is text, roughly and quickly. */
  glance(pixels: Pixels): Promise<readonly TiltedBox[]> {
    const { width, height } = pixels.size;
    return this.#detect(pixels, Math.min(1, glanceSide / Math.max(width, height)));
  }

  async read(pixels: Pixels): Promise<PictureText> {
    const { width, height } = pixels.size;
    const scale = Math.min(enlargement, detectionSide / Math.max(width, height));
    return this.readRegions(pixels, await this.#detect(pixels, scale));
  }

  /** Reads what stands in given regions. */
  async readRegions(pixels: Pixels, boxes: readonly TiltedBox[]): Promise<PictureText> {
    const isDark = meanBrightness(pixels.colour) < 100;
    const picture = isDark ? inverted(pixels.colour) : pixels.colour;
    const strips: ReadStrip[] = [];
    for (const box of boxes) {
      const strip = await this.#readStrip(picture, box);
      if (strip.read.confidence >= leastConfidence && strip.read.characters.length > 0) strips.push(strip);
    }
    const isPageMonospaced = isMonospaced(strips.map(({ read }) => read));
    const regions = strips.map(({ box, columns, ink, read }): ReadRegion => {
      const pieces = restoreSpaces(read, ink, isPageMonospaced);
      return { box, columns, confidence: read.confidence, pieces };
    });
    const characters = strips.reduce((sum, { read }) => sum + read.characters.length, 0);
    const weighted = strips.reduce((sum, { read }) => sum + read.confidence * read.characters.length, 0);
    const confidence = characters === 0 ? 0 : weighted / characters;
    return { lines: gatherLines(regions), confidence, reader: 'paddle' };
  }

  async #detect(pixels: Pixels, scale: number): Promise<readonly TiltedBox[]> {
    const { width, height } = pixels.size;
    const size = { width: toMultipleOf32(width * scale), height: toMultipleOf32(height * scale) };
    const raster = await pixels.resized(size);
    const input = new this.#onnx.Tensor('float32', normalised(raster), [1, 3, size.height, size.width]);
    const output = await only(this.#detector, input);
    const regions = findTextRegions({ ...size, data: output.data as Float32Array });
    const [sx, sy] = [width / size.width, height / size.height];
    return regions.map(box => ({
      ...box,
      x: box.x * sx,
      y: box.y * sy,
      width: box.width * sx,
      height: box.height * sy,
    }));
  }

  async #readStrip(picture: ColourRaster, box: TiltedBox): Promise<ReadStrip> {
    this.#recogniser ??= openRecogniser(this.#onnx, this.#files);
    const recogniser = await this.#recogniser;
    const strip = cutStrip(picture, box);
    return { box, columns: strip.width, ink: inkColumns(strip), read: await this.#recognise(recogniser, strip) };
  }

  async #recognise({ session, alphabet }: Recogniser, { planes, width }: TextStrip) {
    const output = await only(session, new this.#onnx.Tensor('float32', planes, [1, 3, stripHeight, width]));
    const [, steps = 0, characterCount = 0] = output.dims;
    const scores = {
      scores: output.data as Float32Array,
      offset: 0,
      steps,
      characterCount,
      columnsPerStep: width / steps,
    };
    return readCharacters(scores, alphabet, width);
  }
}

interface ReadStrip {
  readonly box: TiltedBox;
  readonly columns: number;
  readonly ink: Uint8Array;
  readonly read: ReadCharacters;
}

interface Recogniser {
  readonly session: InferenceSession;
  readonly alphabet: readonly string[];
}

async function openRecogniser(onnx: Onnx, files: PaddleFiles): Promise<Recogniser> {
  const characters = (await readFile(files.alphabet, 'utf8')).replace(/\n$/, '').split('\n');
  return { session: await onnx.open(files.recogniser, frugal), alphabet: ['', ...characters, ' '] };
}

/** Runs a net that has one input and one output. */
async function only(session: InferenceSession, input: InferenceSession.OnnxValueMapType[string]) {
  const output = (await session.run({ [session.inputNames[0] ?? '']: input }))[session.outputNames[0] ?? ''];
  if (output === undefined) throw new Error('a net gave no answer');
  return output;
}

function toMultipleOf32(side: number): number {
  return Math.max(32, Math.round(side / 32) * 32);
}

function normalised({ width, height, data }: ColourRaster): Float32Array {
  const size = width * height;
  const planes = new Float32Array(3 * size);
  for (let c = 0; c < 3; c++) {
    const mean = channelMeans[c] ?? 0;
    const deviation = channelDeviations[c] ?? 1;
    for (let i = 0; i < size; i++) planes[c * size + i] = ((data[i * 3 + 2 - c] ?? 0) / 255 - mean) / deviation;
  }
  return planes;
}

function meanBrightness({ data }: ColourRaster): number {
  let sum = 0;
  let count = 0;
  for (let i = 0; i + 2 < data.length; i += 3 * 97) {
    sum += (data[i] ?? 0) * 0.299 + (data[i + 1] ?? 0) * 0.587 + (data[i + 2] ?? 0) * 0.114;
    count++;
  }
  return sum / Math.max(1, count);
}

function inverted({ data, ...size }: ColourRaster): ColourRaster {
  return { ...size, data: data.map(value => 255 - value) };
}
