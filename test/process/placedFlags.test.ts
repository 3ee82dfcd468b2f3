import { expect, it } from 'vitest';
import { type EngineSettings, parseEngineFlags } from '../../src/process/engineFlags.ts';
import { placedFlags } from '../../src/process/placedFlags.ts';

/** What an engine understands that gets the flags in some other folder. */
function understood(flags: readonly string[], config = '{}'): Pick<EngineSettings, 'options'> & { config: unknown } {
  let path: string | undefined;
  const readFile = (file: string): string => {
    path = file;
    return config;
  };
  const placed = placedFlags(flags, parseEngineFlags(flags, readFile), '/my/project');
  return { options: parseEngineFlags(placed, readFile).options, config: path };
}

it.each([
  [['--config', 'headroom.json'], '/my/project/headroom.json'],
  [['--config=../headroom.json', '--mode', 'audit'], '/my/headroom.json'],
  [['--config', '/etc/headroom.json'], '/etc/headroom.json'],
])('reads the configuration file that was meant: %j', (flags, file) => {
  expect(understood(flags).config).toBe(file);
});

it.each([
  [['--store', 'sqlite:///mine.db'], 'sqlite:////my/project/mine.db'],
  [['--store-url=jsonl:///logs/mine.jsonl'], 'jsonl:////my/project/logs/mine.jsonl'],
  [['--store', 'sqlite:////elsewhere/mine.db'], 'sqlite:////elsewhere/mine.db'],
  [['--store', 'none'], 'none'],
])('keeps the store where it was meant: %j', (flags, storeUrl) => {
  expect(understood(flags).options).toEqual({ storeUrl });
});

it('keeps the folder of models where it was meant', () => {
  expect(understood(['--model-cache-dir', 'models']).options).toEqual({ modelCacheDir: '/my/project/models' });
});

it('measures what the configuration file says against the same folder', () => {
  const config = '{ "storeUrl": "sqlite:///mine.db", "modelCacheDir": "./models" }';

  expect(understood(['--config', 'headroom.json'], config).options).toEqual({
    storeUrl: 'sqlite:////my/project/mine.db',
    modelCacheDir: '/my/project/models',
  });
});

it('adds nothing where nothing is relative', () => {
  const flags = ['--mode', 'optimize', '--no-image-optimize'];

  expect(placedFlags(flags, parseEngineFlags(flags), '/my/project')).toEqual(flags);
});
