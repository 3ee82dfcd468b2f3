import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { leadCopilot } from '../../src/routing/copilot/leadCopilot.ts';
import { finishLeaving, leaveForGood } from '../../src/routing/leaveForGood.ts';
import { EngineLab } from '../process/engineLab.ts';
import { FakeSettings } from './fakeSettings.ts';
import { RoutingLab } from './routingLab.ts';

const lab = new EngineLab();
afterEach(() => lab.stop());

it('after uninstalling every file is as it was and the engine is asked to end', { timeout: 30_000 }, async () => {
  using folders = new RoutingLab();
  folders.write(folders.settingsFile, '{ "theme": "dark" }');
  const engine = await lab.engine(folders.home);
  await folders.connect({ port: engine.port, now: Date.now() });

  const notes = await leaveForGood(folders.home, async () => undefined);
  await engine.exitAsked;
  await finishLeaving(folders.home);

  expect(notes).toEqual([]);
  expect(folders.read()).toBe('{ "theme": "dark" }');
});

it("settings of the editor's user are given back at once; only conversations are waited for, by somebody else", async () => {
  using folders = new RoutingLab();
  const file = join(folders.userFolder, 'User', 'settings.json');
  const original = '{\n  // mine\n  "editor.fontSize": 13,\n}\n';
  folders.write(file, original);
  const settings = { live: new FakeSettings(file), file };
  const { home, journal } = folders;
  await leadCopilot(journal, { home, port: 8787, settings, watches: true, compresses: true, now: 1 });
  let left = 0;
  const finishLater = async (): Promise<void> => void left++;

  await leaveForGood(home, finishLater);
  const leftForCopilot = left;
  await folders.connect({ now: Date.now() });
  await leaveForGood(home, finishLater);

  expect(folders.read(file)).toBe(original);
  expect([leftForCopilot, left]).toEqual([0, 1]);
});
