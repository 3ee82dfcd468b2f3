/** What runs models and codecs on one kind of machine. */
export interface Target {
  /** Folder of the native ONNX runtime inside its package; absent where there is none and the wasm build stands in. */
  readonly onnx?: string;
  /** Packages that hold the image codec. */
  readonly codec: readonly string[];
}

/** The VSIX per platform, by the names that the marketplace uses. `universal` runs everywhere, on wasm alone. */
export const targets: Readonly<Record<string, Target>> = {
  'linux-x64': { onnx: 'linux/x64', codec: ['@img/sharp-linux-x64', '@img/sharp-libvips-linux-x64'] },
  'linux-arm64': { onnx: 'linux/arm64', codec: ['@img/sharp-linux-arm64', '@img/sharp-libvips-linux-arm64'] },
  'alpine-x64': { codec: ['@img/sharp-linuxmusl-x64', '@img/sharp-libvips-linuxmusl-x64'] },
  'alpine-arm64': { codec: ['@img/sharp-linuxmusl-arm64', '@img/sharp-libvips-linuxmusl-arm64'] },
  'darwin-arm64': { onnx: 'darwin/arm64', codec: ['@img/sharp-darwin-arm64', '@img/sharp-libvips-darwin-arm64'] },
  'darwin-x64': { codec: ['@img/sharp-darwin-x64', '@img/sharp-libvips-darwin-x64'] },
  'win32-x64': { onnx: 'win32/x64', codec: ['@img/sharp-win32-x64'] },
  'win32-arm64': { onnx: 'win32/arm64', codec: ['@img/sharp-win32-arm64'] },
  universal: { codec: ['@img/sharp-wasm32', '@img/sharp-wasm32/node_modules/@emnapi/runtime', 'tslib'] },
};

/**
 * Left out of the native runtime: the second copy of the Mac's library, which differs in its name only, and what Windows
 * needs for graphics processors, which the library loads on demand.
 */
export const unneededLibraries = /^(?:libonnxruntime\.\d+\.\d+\.\d+\.dylib|DirectML\.dll|dxcompiler\.dll|dxil\.dll)$/;

/** Files of the packages that are the same on every platform. */
export const commonFiles: Readonly<Record<string, RegExp>> = {
  'onnxruntime-common': /^(?:package\.json|dist\/(?:cjs|esm)\/[\w.-]+\.js|dist\/cjs\/package\.json)$/,
  sharp: /^(?:package\.json|LICENSE|dist\/\w+\.[cm]js)$/,
  '@img/colour': /^(?:package\.json|LICENSE.*|.*\.[cm]?js)$/,
  'detect-libc': /^(?:package\.json|LICENSE|lib\/[\w-]+\.js)$/,
  semver: /^(?:package\.json|LICENSE|(?:[\w-]+\/)?[\w-]+\.js)$/,
};

export const nativeOnnxFiles = /^(?:package\.json|dist\/\w+\.js)$/;

export const wasmOnnxFiles =
  /^(?:package\.json|dist\/(?:ort\.node\.min\.mjs|ort-wasm-simd-threaded\.mjs|ort-wasm-simd-threaded\.wasm))$/;
