/** `npm run package`: builds for production, packs the VSIX and prints its size. `--no-build` packs what is in dist. */
import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const { name, version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
const vsix = `${name}-${version}.vsix`;

if (!process.argv.includes('--no-build')) run('esbuild.config.mjs', '--production');
run(
  'node_modules/@vscode/vsce/vsce',
  'package',
  '--no-dependencies',
  '--allow-missing-repository',
  '--no-rewrite-relative-links',
  '--out',
  vsix,
);
console.log(`${vsix}: ${(statSync(new URL(`../${vsix}`, import.meta.url)).size / 1e6).toFixed(2)} MB`);

function run(script: string, ...args: readonly string[]): void {
  execFileSync(process.execPath, [script, ...args], { cwd: root, stdio: 'inherit' });
}
