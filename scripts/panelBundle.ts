import type { BuildOptions } from 'esbuild';

/** How the panel is built, for the product and for tests: what the first screen needs, and one file for each part that can wait. */
export const panelBundle = {
  bundle: true,
  splitting: true,
  platform: 'browser',
  format: 'esm',
  target: 'es2023',
  entryPoints: { mri: 'webview/main.ts' },
} as const satisfies BuildOptions;
