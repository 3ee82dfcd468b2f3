import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { programFiles } from '../../src/process/programFiles.ts';

it('finds the threads beside a bundle', () => {
  const files = programFiles('file:///app/dist/cli.js');

  expect([files.judgeWorker, files.analysisWorker, files.storeWorker, files.page].map(String)).toEqual([
    'file:///app/dist/judgeWorker.js',
    'file:///app/dist/analysisWorker.js',
    'file:///app/dist/storeWorker.js',
    'file:///app/dist/webview/',
  ]);
});

it.each(['../../src/process/main.ts', '../../src/cli/main.ts'])('finds them in the sources from %s', entry => {
  const files = programFiles(new URL(entry, import.meta.url).href);

  const { page: _built, ...sources } = files;
  expect(Object.values(sources).filter(url => !existsSync(url))).toEqual([]);
});
