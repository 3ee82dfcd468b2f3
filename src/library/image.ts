/** The public surface for pictures: `import { ImageCompressor } from 'headroom-context-mri/image'`. */
import type { ModelClient } from '../models/modelClient.ts';
import { homeFolder } from '../process/instance/home.ts';
import { fetchModels, openModels } from '../process/judging/openModels.ts';
import { PictureJudge } from '../process/judging/pictureJudge.ts';
import {
  type CompressionResult,
  compressImages,
  holdsImages,
  usualModelOf,
} from '../process/onDemand/compressImages.ts';
import { programFiles } from '../process/programFiles.ts';
import { optionNamed, parseOptions } from '../shared/options.ts';

export type { CompressionResult } from '../process/onDemand/compressImages.ts';

/** What can be done with a picture. */
export const Technique = {
  /** The whole of it, coarser. */
  FULL_LOW: 'full_low',
  /** As it came. */
  PRESERVE: 'preserve',
  /** The region that was asked about, as fine as before. */
  CROP: 'crop',
  /** Its text in place of its pixels. */
  TRANSCODE: 'transcode',
} as const;

export type Technique = (typeof Technique)[keyof typeof Technique];

export interface ImageCompressorSettings {
  /** Another router: `owner/name` of the hub, or a folder. */
  readonly modelId?: string;
  readonly useSiglip?: boolean;
  /** `cpu` (default), or what the runtime has besides. */
  readonly device?: string | null;
  /** Where downloaded models are kept. */
  readonly modelCacheDir?: string;
}

/**
 * Compresses the pictures in messages, as far as the questions that they were sent with allow. The models run in a process
 * of their own, which ends when idle and with this program.
 */
export class ImageCompressor {
  readonly #models: ModelClient;
  readonly #judge: PictureJudge;
  readonly #ready: Promise<void>;
  #results: readonly CompressionResult[] = [];

  /** Names may be in camel case or, as the predecessor had them, in snake case. */
  constructor(settings: ImageCompressorSettings & Readonly<Record<string, unknown>> = {}) {
    const files = programFiles(import.meta.url);
    const options = parseOptions(knownOptions(settings), 'library');
    this.#models = openModels({ files, options });
    this.#judge = new PictureJudge(this.#models);
    const log = (line: string): void => console.warn(line);
    const home = homeFolder(process.env);
    this.#ready = fetchModels(this.#models, { files, options, home, environment: process.env, log });
  }

  /** Whether messages hold any picture. */
  hasImages(messages: unknown): boolean {
    return holdsImages(toJson(messages));
  }

  /**
   * Messages (or a whole request) with their pictures compressed; what came in stays as it is. `provider` is `openai`,
   * `anthropic`, `google` or the id of a model, by whose price of a picture is decided.
   */
  async compress<Messages>(messages: Messages, provider = 'openai'): Promise<Messages> {
    await this.#ready;
    const body = toJson(messages);
    const judge = this.#judge.judgePicture.bind(this.#judge);
    const compressed = await compressImages(body, usualModelOf(provider), task => judge(task));
    this.#results = compressed.results;
    if (compressed.body === body) return messages;
    // Pictures and texts changed, no types: what comes back has the shape that went in.
    return JSON.parse(Buffer.from(compressed.body).toString('utf8')) as Messages;
  }

  /** What became of each picture of the last call, in order. */
  get lastResults(): readonly CompressionResult[] {
    return this.#results;
  }

  /** What became of the picture that saved most in the last call; `undefined` when there was none. */
  get lastResult(): CompressionResult | undefined {
    const saved = ({ originalTokens, compressedTokens }: CompressionResult): number =>
      originalTokens - compressedTokens;
    return this.#results.toSorted((a, b) => saved(b) - saved(a))[0];
  }

  /** Percent of the tokens of all pictures that the last call saved. */
  get lastSavings(): number {
    const before = this.#results.reduce((sum, { originalTokens }) => sum + originalTokens, 0);
    const after = this.#results.reduce((sum, { compressedTokens }) => sum + compressedTokens, 0);
    return before === 0 ? 0 : Math.round((1 - after / before) * 1000) / 10;
  }

  /** Ends the model process; it would also end by itself. */
  close(): Promise<void> {
    return this.#models.close();
  }
}

function knownOptions(settings: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(settings).map(([name, value]) => [optionNamed(name) ?? name, value]));
}

/** What JSON cannot hold (a cycle, a BigInt) is no request, and stays as it is. */
function toJson(value: unknown): Uint8Array {
  try {
    return Buffer.from(JSON.stringify(value) ?? '');
  } catch {
    return Buffer.alloc(0);
  }
}
