import { execFile } from 'node:child_process';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { beforeAll, describe, expect, it } from 'vitest';
import { ocrSources, shippedName } from '../../src/images/ocrFiles.ts';
import { photo } from '../images/pictures.ts';
import { temporaryFolder } from '../temporaryFolder.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** A program of somebody who has Headroom from npm: the packages with native parts are beside it, or are not. */
const program = `
  import { readFileSync } from 'node:fs';
  import { ImageCompressor } from './image.js';
  const url = 'data:image/png;base64,' + readFileSync('picture.png', 'base64');
  const content = [
    { type: 'text', text: 'What animal is this?' },
    { type: 'image_url', image_url: { url } },
  ];
  const compressor = new ImageCompressor();
  const messages = [{ role: 'user', content }];
  const compressed = await compressor.compress(messages);
  console.log(JSON.stringify({ isSame: compressed === messages, ...compressor.lastResult }));
  await compressor.close();
`;

describe('the library as npm installs it', { timeout: 60_000 }, () => {
  let folder: string;

  beforeAll(async () => {
    folder = temporaryFolder();
    const entryPoints = { image: 'src/library/image.ts', modelProcess: 'src/models/modelProcess.ts' };
    await build({
      ...{ entryPoints, absWorkingDir: root, outdir: folder, bundle: true, splitting: true },
      ...{ platform: 'node', format: 'esm', logLevel: 'error' },
      external: ['onnxruntime-node', 'onnxruntime-web', 'sharp'],
      banner: {
        js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
      },
    });
    await shipModels();
    await writeFile(join(folder, 'package.json'), '{"type":"module"}');
    await writeFile(join(folder, 'picture.png'), await photo(600, 600));
    await writeFile(join(folder, 'program.js'), program);
  }, 60_000);

  /** As the build lays them out. */
  async function shipModels(): Promise<void> {
    await mkdir(join(folder, 'models', 'ocr'), { recursive: true });
    await symlink(join(root, 'models', 'router'), join(folder, 'models', 'router'));
    for (const name of Object.keys(ocrSources) as (keyof typeof ocrSources)[]) {
      const [owner, file] = ocrSources[name];
      await symlink(join(root, 'node_modules', owner, file), join(folder, 'models', 'ocr', shippedName(name)));
    }
  }

  async function run(): Promise<unknown> {
    const { stdout } = await promisify(execFile)(process.execPath, ['program.js'], { cwd: folder });
    return JSON.parse(stdout);
  }

  async function install(name: string): Promise<void> {
    await mkdir(join(folder, 'node_modules'), { recursive: true });
    await symlink(join(root, 'node_modules', name), join(folder, 'node_modules', name));
  }

  it('leaves pictures alone without the packages, says which one to install, and works with them', async () => {
    const withoutAny = await run();
    await install('sharp');
    const withCodec = await run();
    await install('onnxruntime-node');
    const withBoth = await run();

    expect(withoutAny).toMatchObject({ isSame: true, technique: 'preserve' });
    expect(withoutAny).toHaveProperty('reason', expect.stringContaining('sharp is not installed (npm install sharp)'));
    expect(withCodec).toMatchObject({ isSame: true, technique: 'preserve' });
    expect(withCodec).toHaveProperty('reason', expect.stringContaining('onnxruntime-node is not installed'));
    expect(withBoth).toMatchObject({ isSame: false, technique: 'full_low', compressedTokens: 85 });
  });
});
