import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Tokenizer } from '@huggingface/tokenizers';
import type { InferenceSession, Tensor } from 'onnxruntime-common';
import { say } from '../../shared/sentences/say.ts';
import type { JobContext, QuestionRoute } from '../jobs.ts';
import type { Onnx } from '../onnx.ts';
import { decideRoute } from './decideRoute.ts';
import { NgramTable } from './ngrams.ts';
import { parseRouterConfig, type RouterConfig } from './routerConfig.ts';

/** More text than any question that the router was taught: a message with a log in it, say. */
const maxChars = 1000;

export interface RouterParts {
  readonly onnx: Onnx;
  readonly session: InferenceSession;
  readonly tokenizer: Tokenizer;
  readonly config: RouterConfig;
  /** A second opinion; the models of others have none. */
  readonly ngrams?: NgramTable;
}

/** Says what a question asks of the picture that it came with. */
export class Router {
  readonly #parts: RouterParts;

  constructor(parts: RouterParts) {
    this.#parts = parts;
  }

  async route(question: string): Promise<QuestionRoute> {
    const { tokenizer, config } = this.#parts;
    const text = question.replace(/\s+/g, ' ').trim();
    if (text === '') return certain(say('picture.questionAbsent'));
    const ids = text.length > maxChars ? [] : tokenizer.encode(text).ids;
    if (ids.length === 0 || ids.length > config.maxTokens) return certain(say('picture.questionLong'));
    return decideRoute(this.#weigh(await this.#readMeaning(ids), text), config);
  }

  async #readMeaning(ids: readonly number[]): Promise<readonly number[]> {
    const { session } = this.#parts;
    const output = await session.run(this.#feeds(ids));
    const logits = output[session.outputNames[0] ?? ''];
    if (!(logits?.data instanceof Float32Array)) throw new Error('the router answered no scores');
    return [...logits.data];
  }

  #weigh(meaning: readonly number[], text: string): readonly number[] {
    const { ngrams, config } = this.#parts;
    const { encoderWeight, ngramsWeight = 0 } = config;
    const letters = ngrams?.score(text) ?? [];
    return meaning.map((score, at) => encoderWeight * score + ngramsWeight * (letters[at] ?? 0));
  }

  /** Models differ in which of the three usual inputs they want. */
  #feeds(ids: readonly number[]): Record<string, Tensor> {
    const { session, onnx } = this.#parts;
    const columns: Readonly<Record<string, (id: number) => bigint>> = {
      input_ids: BigInt,
      attention_mask: () => 1n,
      token_type_ids: () => 0n,
    };
    return Object.fromEntries(
      session.inputNames.map(name => {
        const column = columns[name];
        if (column === undefined) throw new Error(`the router wants an input "${name}", which is not known`);
        return [name, new onnx.Tensor('int64', BigInt64Array.from(ids, column), [1, ids.length])];
      }),
    );
  }
}

/** Opens the router that ships with Headroom, or the one that was chosen in its place. */
export async function openRouter({ settings, onnx }: JobContext): Promise<Router> {
  const folder = settings.routerFolder ?? join(settings.shippedFolder, 'router');
  const text = (name: string): Promise<string> => readFile(join(folder, name), 'utf8');
  const [runtime, configText, tokenizer, tokenizerConfig] = await Promise.all([
    onnx(),
    text('config.json'),
    text('tokenizer.json'),
    text('tokenizer_config.json').catch(() => '{}'),
  ]);
  const config = parseRouterConfig(configText);
  return new Router({
    onnx: runtime,
    session: await runtime.open(join(folder, 'model_quantized.onnx')),
    tokenizer: new Tokenizer(JSON.parse(tokenizer), JSON.parse(tokenizerConfig)),
    config,
    ...(config.ngramsWeight !== undefined && { ngrams: await readTable(join(folder, 'ngrams.bin'), config) }),
  });
}

/** The worth of a step, then one byte per row and label. */
async function readTable(path: string, { labels }: RouterConfig): Promise<NgramTable> {
  const bytes = await readFile(path);
  return new NgramTable(new Int8Array(bytes.subarray(4)), labels.length, bytes.readFloatLE(0));
}

function certain(reason: string): QuestionRoute {
  const scores = { full_low: 0, preserve: 1, crop: 0, transcode: 0 };
  return { technique: 'preserve', confidence: 1, scores, reason };
}
