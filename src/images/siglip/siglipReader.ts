import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { InferenceSession } from 'onnxruntime-common';
import type { ColourRaster } from '../../engine/images/colourRaster.ts';
import type { SiglipSignals } from '../../engine/images/pictureLook.ts';
import type { Onnx } from '../../models/onnx.ts';
import type { Pixels } from '../rasters.ts';
import { type Matrix, readNpz } from './readNpz.ts';

/** Sides of the picture that the encoder takes. */
const side = 224;

/** What the embeddings of the texts are called, per signal. Each has several texts, of which the nearest counts. */
const names = {
  hasText: 'has_text',
  isDocument: 'is_document',
  isComplex: 'is_complex',
  hasSmallDetails: 'has_small_details',
} as const satisfies Readonly<Record<keyof SiglipSignals, string>>;

/** Compares a picture with texts that were embedded beforehand: an image encoder without its text encoder. */
export class SiglipReader {
  readonly #onnx: Onnx;
  readonly #encoder: InferenceSession;
  readonly #texts: ReadonlyMap<string, Matrix>;

  private constructor(onnx: Onnx, encoder: InferenceSession, texts: ReadonlyMap<string, Matrix>) {
    this.#onnx = onnx;
    this.#encoder = encoder;
    this.#texts = texts;
  }

  static async open(onnx: Onnx, folder: string): Promise<SiglipReader> {
    const texts = readNpz(await readFile(join(folder, 'text_embeddings.npz')));
    const missing = Object.values(names).filter(name => !texts.has(name));
    if (missing.length > 0) throw new Error(`the model in ${folder} has no texts for ${missing.join(', ')}`);
    return new SiglipReader(onnx, await onnx.open(join(folder, 'image_encoder_int8.onnx')), texts);
  }

  async look(pixels: Pixels): Promise<SiglipSignals> {
    const embedding = await this.#embed(await pixels.resized({ width: side, height: side }));
    const nearest = (name: string): number => nearestCosine(embedding, this.#texts.get(name));
    return {
      hasText: nearest(names.hasText),
      isDocument: nearest(names.isDocument),
      isComplex: nearest(names.isComplex),
      hasSmallDetails: nearest(names.hasSmallDetails),
    };
  }

  async #embed(raster: ColourRaster): Promise<Float32Array> {
    const input = new this.#onnx.Tensor('float32', planes(raster), [1, 3, side, side]);
    const outputs = await this.#encoder.run({ [this.#encoder.inputNames[0] ?? '']: input });
    const embedding = outputs[this.#encoder.outputNames[0] ?? '']?.data;
    if (!(embedding instanceof Float32Array)) throw new Error('the image encoder answered no embedding');
    return embedding;
  }
}

/** Red, green and blue apart, from -1 to 1. */
function planes({ data }: ColourRaster): Float32Array {
  const size = side * side;
  const values = new Float32Array(3 * size);
  for (let i = 0; i < size; i++) {
    for (let c = 0; c < 3; c++) values[c * size + i] = (data[i * 3 + c] ?? 0) / 127.5 - 1;
  }
  return values;
}

function nearestCosine(embedding: Float32Array, texts: Matrix | undefined): number {
  if (texts === undefined || texts.columns !== embedding.length) return 0;
  const cosines = Array.from({ length: texts.rows }, (_, row) =>
    cosine(embedding, texts.values.subarray(row * texts.columns, (row + 1) * texts.columns)),
  );
  return Math.round(Math.max(...cosines) * 1000) / 1000;
}

function cosine(a: Float32Array, b: Float32Array): number {
  let dot = 0;
  let squaresA = 0;
  let squaresB = 0;
  for (const [i, value] of a.entries()) {
    const other = b[i] ?? 0;
    dot += value * other;
    squaresA += value * value;
    squaresB += other * other;
  }
  return squaresA === 0 || squaresB === 0 ? 0 : dot / Math.sqrt(squaresA * squaresB);
}
