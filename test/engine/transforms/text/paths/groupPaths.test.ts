import fc from 'fast-check';
import { expect, test } from 'vitest';
import { groupPaths } from '../../../../../src/engine/transforms/text/paths/groupPaths.ts';
import { applyTo, goldenPath, outputFor } from '../textContext.ts';
import { decodePaths } from './decodePaths.ts';

test('a path list becomes a tree in the same order', async () => {
  const output = outputFor(groupPaths, 'paths.txt');

  expect(output.length).toBeLessThan(2700);
  await expect(output).toMatchFileSnapshot(goldenPath(groupPaths, 'paths.txt'));
});

test('text that only mentions paths is left alone', () => {
  expect(
    applyTo(groupPaths, Array.from({ length: 20 }, (_, i) => `see src/a${i}.ts for more: it says so`).join('\n')),
  ).toBeUndefined();
});

test('files of one kind that follow each other share a line, and every order comes back', () => {
  const text = [
    ...['src/a.ts', 'src/b.ts', 'src/c.ts', 'src/c.test.ts', 'src/d.json', 'src/lib/e.ts', 'src/lib/f.ts', 'src/g.ts'],
    ...['src/x,y.ts', 'src/h.ts', 'src/i.ts', 'src/.env', 'src/README', 'other/a.ts'],
    ...Array.from({ length: 40 }, (_, i) => `other/deep/folder/file${i}.ts`),
  ].join('\n');

  const output = applyTo(groupPaths, text)?.output ?? '';

  expect(output).toContain('\n {a,b,c,c.test}.ts\n d.json\n lib/\n');
  expect(decodePaths(output)).toBe(text);
});

test('any list of paths comes back', () => {
  const name = fc.constantFrom('a', 'b', 'c.ts', 'd.ts', 'e.ts', 'f.ts', 'x,y.ts', '.env', 'g.test.ts', 'src');
  const path = fc
    .array(name, { minLength: 1, maxLength: 4 })
    .map(parts => ['packages/a-long-folder/of-the-project', ...parts].join('/'));

  fc.assert(
    fc.property(fc.array(path, { minLength: 8, maxLength: 40 }), paths => {
      const output = applyTo(groupPaths, paths.join('\n'))?.output;
      if (output !== undefined) expect(decodePaths(output)).toBe(paths.join('\n'));
    }),
  );
});
