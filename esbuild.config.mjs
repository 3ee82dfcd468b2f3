import { readFileSync } from 'node:fs';
import { cp, rm } from 'node:fs/promises';
import { findPackageJSON } from 'node:module';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { panelBundle } from './scripts/panelBundle.ts';
import { ocrSources, shippedName } from './src/images/ocrFiles.ts';

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));

const shared = {
  bundle: true,
  sourcemap: 'linked',
  logLevel: 'warning',
  define: { __HEADROOM_VERSION__: JSON.stringify(version) },
  minify: process.argv.includes('--production'),
};

/** Node programs are ES modules; bundled CommonJS dependencies still expect a `require`. */
const node = {
  ...shared,
  platform: 'node',
  // jsonc-parser's `main` loads its parts by names that no bundler can see.
  mainFields: ['module', 'main'],
  format: 'esm',
  target: 'node22.15',
  splitting: true,
  outdir: 'dist',
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
  external: ['onnxruntime-node', 'onnxruntime-web', 'sharp'],
};

await rm('dist', { recursive: true, force: true });
await Promise.all([
  build({
    ...node,
    entryPoints: {
      cli: 'src/cli/launch.ts',
      library: 'src/library/index.ts',
      image: 'src/library/image.ts',
      process: 'src/process/main.ts',
      storeWorker: 'src/store/sqlite/storeWorker.ts',
      judgeWorker: 'src/process/judging/judgeWorker.ts',
      retrievalWorker: 'src/process/retrieval/retrievalWorker.ts',
      onDemandWorker: 'src/process/onDemand/onDemandWorker.ts',
      mcp: 'src/mcp/main.ts',
      uninstall: 'src/routing/uninstall/main.ts',
      watchdog: 'src/routing/watchdog/main.ts',
      analysisWorker: 'src/process/recording/analysisWorker.ts',
      modelProcess: 'src/models/modelProcess.ts',
      historyWorker: 'src/process/history/historyWorker.ts',
    },
  }),
  build({
    ...shared,
    platform: 'node',
    mainFields: node.mainFields,
    format: 'cjs',
    target: 'node22.15',
    entryPoints: { extension: 'src/extension/extension.ts' },
    outdir: 'dist',
    outExtension: { '.js': '.cjs' },
    external: ['vscode'],
  }),
  build({ ...shared, ...panelBundle, outdir: 'dist/webview' }),
]);

// Models ship with the programs: the router's, and the packages' that read text.
await cp('models', 'dist/models', { recursive: true });
await Promise.all(
  Object.entries(ocrSources).map(([name, [owner, file]]) =>
    cp(join(dirname(findPackageJSON(owner, import.meta.url)), file), join('dist/models/ocr', shippedName(name))),
  ),
);
