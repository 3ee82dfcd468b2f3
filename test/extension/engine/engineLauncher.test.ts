import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { launchBySettings } from '../../../src/extension/engine/engineLauncher.ts';
import { readSettings } from '../../../src/extension/engine/engineSettings.ts';
import { makeFakeHome } from '../fakeHome.ts';

test('the engine starts by the settings of the moment, which it finds in its configuration file', async () => {
  await using fake = await makeFakeHome();
  const { program, script } = fake.launchOf();
  const values: Record<string, unknown> = { port: 0, mode: 'simulate', savingsProfile: 'lossless' };

  const engine = await launchBySettings({
    home: fake.home,
    program,
    script,
    environment: process.env,
    settings: () => readSettings(name => values[name]),
    permitted: mode => mode,
    network: () => ({}),
    priorUpstream: async () => 'https://gateway.example',
    log: () => {},
  });
  await engine.client.shutdown({ after: 'exit' });

  expect(engine.health.mode).toBe('simulate');
  expect(JSON.parse(await readFile(join(fake.home, 'editor-config.json'), 'utf8'))).toMatchObject({
    savingsProfile: 'lossless',
  });
});
