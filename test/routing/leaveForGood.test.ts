import { afterEach, expect, it } from 'vitest';
import { leaveForGood } from '../../src/routing/leaveForGood.ts';
import { EngineLab } from '../process/engineLab.ts';
import { RoutingLab } from './routingLab.ts';

const lab = new EngineLab();
afterEach(() => lab.stop());

it('after uninstalling every file is as it was and the engine is asked to end', { timeout: 30_000 }, async () => {
  using folders = new RoutingLab();
  folders.write(folders.settingsFile, '{ "theme": "dark" }');
  const engine = await lab.engine(folders.home);
  await folders.connect({ port: engine.port, now: Date.now() });

  const notes = await leaveForGood(folders.home);
  await engine.exitAsked;

  expect(notes).toEqual([]);
  expect(folders.read()).toBe('{ "theme": "dark" }');
});
