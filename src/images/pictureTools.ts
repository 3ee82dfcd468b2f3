import type { PictureRoute } from '../engine/images/technique.ts';
import { once } from '../models/once.ts';
import type { Onnx } from '../models/onnx.ts';
import { loadCodec, type Sharp } from './codec.ts';
import { PaddleReader } from './ocr/paddleReader.ts';
import { TesseractReader } from './ocr/tesseractReader.ts';
import type { OcrFiles } from './ocrFiles.ts';
import { SiglipReader } from './siglip/siglipReader.ts';

/** Everything that judging a picture uses, each opened when it is first needed. */
export interface PictureTools {
  readonly codec: () => Promise<Sharp>;
  readonly tesseract: () => Promise<TesseractReader>;
  readonly paddle: () => Promise<PaddleReader>;
  readonly route: (question: string) => Promise<PictureRoute>;
  /** Absent unless it was asked for. */
  readonly siglip?: () => Promise<Pick<SiglipReader, 'look'>>;
}

export interface PictureToolSources {
  /** Folder of the SigLIP model. */
  readonly siglipFolder?: string | undefined;
  readonly files: () => OcrFiles;
  readonly onnx: () => Promise<Onnx>;
  readonly route: (question: string) => Promise<PictureRoute>;
}

export function pictureTools({ files, onnx, route, siglipFolder }: PictureToolSources): PictureTools {
  return {
    codec: once(loadCodec),
    tesseract: once(async () => TesseractReader.open(files().tesseract)),
    paddle: once(async () => PaddleReader.open(await onnx(), files().paddle)),
    route,
    ...(siglipFolder !== undefined && { siglip: once(async () => SiglipReader.open(await onnx(), siglipFolder)) }),
  };
}
