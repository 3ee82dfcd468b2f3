import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Programs' first files only build objects and hand over; they are run as whole programs by other tests. */
const entryPoints = /(?:^|\/)(?:main|launch|extension|\w+Worker)\.tsx?$/;

/** Modules that exist at run time and are not merely data, types or styles. */
function modules(root: string): readonly string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter(name => /\.tsx?$/.test(name) && !name.endsWith('.d.ts'))
    .map(name => join(root, name))
    .filter(file => !entryPoints.test(file) && hasBehaviour(readFileSync(file, 'utf8')));
}

/** An exported function or class; constants, tables and types are exercised through those who use them. */
function hasBehaviour(source: string): boolean {
  return /^export (?:async )?(?:function|class)\b|^export const \w+(?:: \w+)? = (?:async )?\(?[\w, {}:]*\)? ?=>/m.test(
    source,
  );
}

/** A test of its own name, or one beside it that imports it: small modules of one subject may share a test. */
function isTested(file: string): boolean {
  const twin = file.replace(/^src/, 'test').replace(/^webview/, join('test', 'webview'));
  if (['.test.ts', '.test.tsx'].some(ending => existsSync(twin.replace(/\.tsx?$/, ending)))) return true;
  const folder = dirname(twin);
  const imported = `/${basename(file)}'`;
  return (
    existsSync(folder) &&
    readdirSync(folder).some(
      name => /\.test\.tsx?$/.test(name) && readFileSync(join(folder, name), 'utf8').includes(imported),
    )
  );
}

/** Long tables of words, in which a limit would only hide what belongs together. */
const tables = [join('webview', 'text'), join('src', 'shared', 'sentences')].flatMap(folder => [
  join(folder, 'english.ts'),
  join(folder, 'german.ts'),
]);

function lines(file: string): number {
  return readFileSync(file, 'utf8').split('\n').length - 1;
}

describe('the house', () => {
  it.each(['src/engine', 'src/shared', 'src/store', 'src/proxy', 'src/process', 'src/importing', 'src/images'])(
    'has a test beside every module of %s',
    root => {
      const orphans = modules(root).filter(file => !isTested(file));

      expect(orphans).toEqual([]);
    },
  );

  it.each(['src', 'webview', 'scripts', 'bench'])('has no file over 300 lines in %s', root => {
    const large = readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter(name => /\.(?:tsx?|mjs)$/.test(name))
      .map(name => join(root, name))
      .filter(file => lines(file) > 300 && !tables.includes(file));

    expect(large).toEqual([]);
  });
});
