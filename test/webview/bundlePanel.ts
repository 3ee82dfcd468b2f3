import { build } from 'esbuild';

/** Builds the panel as it is in the sources into a folder, under the names that its page asks for. */
export async function bundlePanel(outdir: string): Promise<void> {
  await build({
    entryPoints: { mri: 'webview/main.ts' },
    bundle: true,
    minify: true,
    platform: 'browser',
    format: 'esm',
    target: 'es2023',
    outdir,
    logLevel: 'error',
  });
}
