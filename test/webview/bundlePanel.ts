import { build } from 'esbuild';
import { panelBundle } from '../../scripts/panelBundle.ts';

/** Builds the panel as it is in the sources into a folder, under the names that its page asks for. */
export async function bundlePanel(outdir: string): Promise<void> {
  await build({ ...panelBundle, minify: true, outdir, logLevel: 'error' });
}
