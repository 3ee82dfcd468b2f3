/**
 * `npm run package`: builds for production, packs the VSIX for this machine and prints its size. `--target NAME` packs
 * another one, `--target all` every one; `--no-build` packs what is in dist.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { removeStage, stageNative } from './native/stageNative.ts';
import { targets } from './native/targets.ts';

/** What a person downloads at most. */
const maxBytes = 60e6;

const root = fileURLToPath(new URL('..', import.meta.url));
const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const { values } = parseArgs({ options: { target: { type: 'string' }, 'no-build': { type: 'boolean' } } });

const here = `${process.platform}-${process.arch}`;
const asked = values.target ?? (here in targets ? here : 'universal');
if (!values['no-build']) run('esbuild.config.mjs', '--production');
for (const target of asked === 'all' ? Object.keys(targets) : [asked]) pack(target);
removeStage(root);

function pack(platform: string): void {
  const target = targets[platform];
  if (target === undefined) {
    throw new Error(`There is no target "${platform}". Give all, ${Object.keys(targets).join(', ')}.`);
  }
  stageNative(root, target);
  // Without a target in its name it is the one that this machine's tests and a person's first try install.
  const vsix = values.target === undefined ? `${name}-${version}.vsix` : `${name}-${platform}-${version}.vsix`;
  run(
    'node_modules/@vscode/vsce/vsce',
    'package',
    ...(platform === 'universal' ? [] : ['--target', platform]),
    '--no-dependencies',
    '--allow-missing-repository',
    '--no-rewrite-relative-links',
    '--out',
    vsix,
  );
  const { size } = statSync(join(root, vsix));
  console.log(`${vsix}: ${(size / 1e6).toFixed(2)} MB`);
  if (size > maxBytes) throw new Error(`${vsix} is over ${maxBytes / 1e6} MB. Leave something out, or download it.`);
}

function run(script: string, ...args: readonly string[]): void {
  execFileSync(process.execPath, [script, ...args], { cwd: root, stdio: 'inherit' });
}
