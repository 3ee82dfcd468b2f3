/** What a downloaded model is for; each kind has its own set of files. */
export type ModelKind = 'router' | 'siglip';

/** A model on the hub, at one commit: what is there can never change under the name. */
export interface HubModel {
  readonly id: string;
  /** A commit; `undefined` for a model that we do not know, until the hub has told which one is newest. */
  readonly revision: string | undefined;
  /** Per file, the names under which models of the kind have it, the likeliest first; it is kept under the first. */
  readonly files: readonly (readonly string[])[];
}

const filesOf: Readonly<Record<ModelKind, HubModel['files']>> = {
  router: [
    ['config.json'],
    ['tokenizer.json'],
    ['model_quantized.onnx', 'onnx/model_quantized.onnx', 'onnx/model_int8.onnx', 'onnx/model.onnx'],
  ],
  siglip: [['image_encoder_int8.onnx'], ['text_embeddings.npz']],
};

/** Commits that we pin: a repository that is changed or taken over later does not reach anybody through us. */
const pins: Readonly<Record<string, string>> = {
  'chopratejas/technique-router-onnx': '27b0b4bfa510a1cff66d888072c0b807082721a8',
  'chopratejas/siglip-image-encoder-onnx': 'd0a9fbd66d4bd8c761bff592d44831f7c2ae184e',
};

/** The predecessor's name leads to weights for PyTorch. */
const aliases: Readonly<Record<string, string>> = {
  'chopratejas/technique-router': 'chopratejas/technique-router-onnx',
};

/** The one that `useSiglip` stands for: an image encoder, with embeddings of the texts that pictures are compared with. */
export const siglipModel = 'chopratejas/siglip-image-encoder-onnx';

/** Reads `owner/name`, or `owner/name@commit`. `undefined` for what names no model. */
export function hubModel(name: string, kind: ModelKind): HubModel | undefined {
  const [, given = '', commit] = /^([\w.-]+\/[\w.-]+)(?:@([0-9a-f]{40}))?$/.exec(name) ?? [];
  if (given === '' || given.includes('..')) return undefined;
  const id = aliases[given] ?? given;
  return { id, revision: commit ?? pins[id], files: filesOf[kind] };
}
