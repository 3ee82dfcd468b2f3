/**
 * Makes a corpus from the tools of this machine and a checkout of any Node project:
 *   node bench/savings/makeCorpus.ts OUT_DIR [--project DIR]
 * Tools that are missing are skipped and named. The manifest notes the call behind each file, as a client would send it.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Manifest, manifestName } from './corpus.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { project: { type: 'string', default: process.cwd() } },
});
const [folder] = positionals;
if (folder === undefined) {
  console.error('Usage: node bench/savings/makeCorpus.ts OUT_DIR [--project DIR]');
  process.exit(2);
}

interface Recipe {
  readonly file: string;
  readonly command: string;
  /** Set when a tool other than a shell would give this text. */
  readonly tool?: string;
  readonly path?: string;
}

/** Shell commands as agents write them; failing is fine, since failures are what agents read. */
const recipes: readonly Recipe[] = [
  { file: 'npm-ls.json', command: 'npm ls --json --all' },
  { file: 'npm-ls.txt', command: 'npm ls --all' },
  { file: 'npm-verbose.txt', command: 'npm ls --all --loglevel silly 2>&1' },
  { file: 'package-lock.json', command: "node -p \"fs.readFileSync('package-lock.json', 'utf8')\"" },
  { file: 'git-log.txt', command: 'git log --stat -n 60' },
  { file: 'git-diff.patch', command: 'git diff HEAD~3 -- .' },
  { file: 'git-status.txt', command: 'git status --ignored' },
  {
    file: 'tsc.txt',
    command:
      'node_modules/.bin/tsc --ignoreConfig --noEmit --pretty false --allowJs --checkJs --strict $(ls node_modules/undici/lib/api/*.js node_modules/undici/lib/core/*.js)',
  },
  { file: 'node-test.tap', command: 'node --test --test-reporter=tap $HEADROOM_CORPUS/sample.test.mjs' },
  { file: 'node-test.junit.xml', command: 'node --test --test-reporter=junit $HEADROOM_CORPUS/sample.test.mjs' },
  { file: 'grep.txt', command: 'grep -rn "throw new" node_modules --include=*.js | head -400' },
  { file: 'find.txt', command: 'find node_modules -name "*.json" -not -path "*/test/*" | head -1500' },
  { file: 'ls-lr.txt', command: 'ls -laR node_modules/undici' },
  { file: 'du.txt', command: 'du -a node_modules/undici node_modules/zod' },
  { file: 'git-log-oneline.txt', command: 'git log -n 80' },
  {
    file: 'source.txt',
    command: 'cat node_modules/undici/lib/core/request.js',
    tool: 'Read',
    path: 'node_modules/undici/lib/core/request.js',
  },
  { file: 'dpkg-list.txt', command: 'dpkg -l' },
  { file: 'dpkg.log', command: 'grep -h . /var/log/dpkg.log' },
  { file: 'ps.txt', command: 'ps aux' },
  {
    file: 'packages.ndjson',
    command:
      'for f in node_modules/*/package.json; do node -e "const p=JSON.parse(fs.readFileSync(process.argv[1]));console.log(JSON.stringify({name:p.name,version:p.version,license:p.license,files:(p.files||[]).length}))" $f; done',
  },
  {
    file: 'stack.txt',
    command: `node -e "function f(n){if(!n)throw new Error('deep failure');try{f(n-1)}catch(cause){throw new Error('layer '+n,{cause})}}f(12)" 2>&1`,
  },
];

const sampleTest = `import test from 'node:test';
import assert from 'node:assert';
for (let i = 0; i < 180; i++) test('case ' + i + ' holds', () => assert.ok(i % 60 !== 59, 'case ' + i + ' is the sixtieth'));
`;

mkdirSync(folder, { recursive: true });
const helperFolder = join(folder, '..');
writeFileSync(join(helperFolder, 'sample.test.mjs'), sampleTest);

const manifest: Record<string, Manifest[string]> = {};
for (const { file, command, tool, path } of recipes) {
  const run = spawnSync('sh', ['-c', command], {
    cwd: values.project,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    timeout: 120_000,
    env: { ...process.env, HEADROOM_CORPUS: helperFolder, NO_COLOR: '1' },
  });
  const text = run.stdout.slice(0, 409_600);
  if (text.length < 500) {
    console.error(`skipped ${file}: ${command.split(' ')[0]} gave ${text.length} characters`);
    continue;
  }
  writeFileSync(join(folder, file), text);
  manifest[file] = tool === undefined ? { tool: 'Bash', command } : { tool, ...(path === undefined ? {} : { path }) };
  console.error(`${file}: ${text.length} characters`);
}
writeFileSync(join(folder, manifestName), JSON.stringify(manifest, null, 2));
