import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Tokenizer } from '@huggingface/tokenizers';
import type { InferenceSession, Tensor } from 'onnxruntime-common';
import type { JobContext, QuestionRoute } from '../jobs.ts';
import type { Onnx } from '../onnx.ts';
import { decideRoute } from './decideRoute.ts';
import { parseRouterConfig, type RouterConfig } from './routerConfig.ts';

/** More text than any question that the router was taught: a message with a log in it, say. */
const maxChars = 1000;

/** Says what a question asks of the picture that it came with. */
export class Router {
  readonly #onnx: Onnx;
  readonly #session: InferenceSession;
  readonly #tokenizer: Tokenizer;
  readonly #config: RouterConfig;

  constructor(onnx: Onnx, session: InferenceSession, tokenizer: Tokenizer, config: RouterConfig) {
    this.#onnx = onnx;
    this.#session = session;
    this.#tokenizer = tokenizer;
    this.#config = config;
  }

  async route(question: string): Promise<QuestionRoute> {
    const text = question.replace(/\s+/g, ' ').trim();
    if (text === '') return certain('there is no question');
    const ids = text.length > maxChars ? [] : this.#tokenizer.encode(text).ids;
    if (ids.length === 0 || ids.length > this.#config.maxTokens) return certain('the question is too long to judge');
    const output = await this.#session.run(this.#feeds(ids));
    const logits = output[this.#session.outputNames[0] ?? ''];
    if (!(logits?.data instanceof Float32Array)) throw new Error('the router answered no scores');
    return decideRoute([...logits.data], this.#config);
  }

  /** Models differ in which of the three usual inputs they want. */
  #feeds(ids: readonly number[]): Record<string, Tensor> {
    const columns: Readonly<Record<string, (id: number) => bigint>> = {
      input_ids: BigInt,
      attention_mask: () => 1n,
      token_type_ids: () => 0n,
    };
    return Object.fromEntries(
      this.#session.inputNames.map(name => {
        const column = columns[name];
        if (column === undefined) throw new Error(`the router wants an input "${name}", which is not known`);
        return [name, new this.#onnx.Tensor('int64', BigInt64Array.from(ids, column), [1, ids.length])];
      }),
    );
  }
}

/** Opens the router that ships with Headroom, or the one that was downloaded in its place. */
export async function openRouter({ settings, onnx }: JobContext): Promise<Router> {
  const folder = settings.routerFolder ?? join(settings.shippedFolder, 'router');
  const read = (name: string): Promise<string> => readFile(join(folder, name), 'utf8');
  const [runtime, config, tokenizer, tokenizerConfig] = await Promise.all([
    onnx(),
    read('config.json'),
    read('tokenizer.json'),
    read('tokenizer_config.json').catch(() => '{}'),
  ]);
  return new Router(
    runtime,
    await runtime.open(join(folder, 'model_quantized.onnx')),
    new Tokenizer(JSON.parse(tokenizer), JSON.parse(tokenizerConfig)),
    parseRouterConfig(config),
  );
}

function certain(reason: string): QuestionRoute {
  const scores = { full_low: 0, preserve: 1, crop: 0, transcode: 0 };
  return { technique: 'preserve', confidence: 1, scores, reason };
}
