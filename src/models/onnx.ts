import type { InferenceSession, TensorConstructor } from 'onnxruntime-common';

/** What runs the models, and on what. */
export interface RuntimeFacts {
  /** `native` is onnxruntime-node, `wasm` onnxruntime-web. */
  readonly runtime: 'native' | 'wasm';
  readonly device: string;
  /** What a person should know: why it is not the native runtime, or not the device that was asked for. */
  readonly notes: readonly string[];
}

/** The ONNX runtime that this machine can load, native or wasm: the same few calls on both. */
export interface Onnx {
  readonly facts: RuntimeFacts;
  readonly Tensor: TensorConstructor;
  /** Opens a model file. Sessions use one thread: the machine belongs to its person. */
  open(path: string, options?: SessionOptions): Promise<InferenceSession>;
}

export type SessionOptions = Pick<
  InferenceSession.SessionOptions,
  'enableCpuMemArena' | 'enableMemPattern' | 'freeDimensionOverrides' | 'intraOpNumThreads'
>;
