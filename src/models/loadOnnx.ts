import { readFile } from 'node:fs/promises';
import type { Env, InferenceSessionFactory, TensorConstructor } from 'onnxruntime-common';
import { isAbsent } from './isAbsent.ts';
import type { Onnx, RuntimeFacts } from './onnx.ts';

/** What both packages export. */
interface OnnxPackage {
  readonly InferenceSession: InferenceSessionFactory;
  readonly Tensor: TensorConstructor;
  readonly env: Env;
  /** Only the native package tells. */
  readonly listSupportedBackends?: () => readonly { readonly name: string; readonly bundled: boolean }[];
}

/** Imported when needed and no earlier: this is where native code enters the process. */
export const onnxPackages: OnnxPackages = {
  native: () => import('onnxruntime-node'),
  wasm: () => import('onnxruntime-web'),
};

export interface OnnxPackages {
  readonly native: () => Promise<OnnxPackage>;
  readonly wasm: () => Promise<OnnxPackage>;
}

/**
 * Loads the native runtime, else the wasm build, which every machine runs (Intel Macs and Alpine have no native one).
 * Rejects with both reasons when neither loads.
 */
export async function loadOnnx(device = 'cpu', packages: OnnxPackages = onnxPackages): Promise<Onnx> {
  let whyNotNative: string;
  try {
    return nativeOnnx(await packages.native(), device);
  } catch (error) {
    whyNotNative = reasonOf(error, 'onnxruntime-node');
  }
  try {
    return wasmOnnx(await packages.wasm(), device, whyNotNative);
  } catch (error) {
    throw new Error(
      `no model runtime loads here (native: ${whyNotNative}; wasm: ${reasonOf(error, 'onnxruntime-web')})`,
      {
        cause: error,
      },
    );
  }
}

function nativeOnnx({ InferenceSession, Tensor, listSupportedBackends }: OnnxPackage, asked: string): Onnx {
  const bundled = listSupportedBackends?.().filter(backend => backend.bundled) ?? [];
  const device = bundled.some(({ name }) => name === asked) ? asked : 'cpu';
  const notes = device === asked ? [] : [`This build has no ${asked}; models run on the CPU.`];
  return {
    facts: { runtime: 'native', device, notes },
    Tensor,
    open: (path, options) =>
      InferenceSession.create(path, {
        intraOpNumThreads: 1,
        logSeverityLevel: 3,
        ...options,
        executionProviders: device === 'cpu' ? ['cpu'] : [device, 'cpu'],
      }),
  };
}

function wasmOnnx({ InferenceSession, Tensor, env }: OnnxPackage, asked: string, whyNotNative: string): Onnx {
  env.wasm.numThreads = 1;
  const notes = [
    `Models run as wasm, some ten times slower, because the native runtime does not load: ${whyNotNative}`,
  ];
  if (asked !== 'cpu') notes.push(`wasm has no ${asked}; models run on the CPU.`);
  const facts: RuntimeFacts = { runtime: 'wasm', device: 'cpu', notes };
  return {
    facts,
    Tensor,
    open: async (path, options) =>
      InferenceSession.create(await readFile(path), { logSeverityLevel: 3, ...options, executionProviders: ['wasm'] }),
  };
}

function reasonOf(error: unknown, name: string): string {
  if (isAbsent(error, name)) return `${name} is not installed`;
  return (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? '';
}
