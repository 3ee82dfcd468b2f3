import { join } from 'node:path';
import { expect, it } from 'vitest';
import { disableServer } from '../../src/routing/claudeCodeServers.ts';
import { beginWithdrawal, finishWithdrawal } from '../../src/routing/withdraw.ts';
import { RoutingLab } from './routingLab.ts';

const settings = '{\n  // mine\n  "permissions": { "deny": ["WebFetch"] }\n}\n';

it('adds one rule, and taking it back gives the same bytes', async () => {
  using folders = new RoutingLab();
  folders.write(folders.settingsFile, settings);

  const undo = await disableServer(folders.journal, folders.settingsFile, 'db');

  expect(folders.read()).toBe('{\n  // mine\n  "permissions": { "deny": ["WebFetch", "mcp__db"] }\n}\n');
  await undo?.();
  expect(folders.read()).toBe(settings);
});

it('makes the file where there is none, and takes it back with its folder', async () => {
  using folders = new RoutingLab();

  const undo = await disableServer(folders.journal, folders.settingsFile, 'db');

  expect(JSON.parse(folders.read() ?? '')).toEqual({ permissions: { deny: ['mcp__db'] } });
  await undo?.();
  expect(folders.read()).toBeUndefined();
  expect(folders.read(join(folders.project, '.claude'))).toBeUndefined();
});

it('gives a file back that held nothing', async () => {
  using folders = new RoutingLab();
  folders.write(folders.settingsFile, '{}');

  const undo = await disableServer(folders.journal, folders.settingsFile, 'db');
  await undo?.();

  expect(folders.read()).toBe('{}');
});

it('does nothing twice', async () => {
  using folders = new RoutingLab();
  await disableServer(folders.journal, folders.settingsFile, 'db');

  expect(await disableServer(folders.journal, folders.settingsFile, 'db')).toBeUndefined();
});

it.each([
  ['{', 'not JSON'],
  ['{"permissions": 1}', 'not an object'],
  ['{"permissions": {"deny": "all"}}', 'not an array where we need one'],
])('leaves a file of %s alone and says why', async (text, why) => {
  using folders = new RoutingLab();
  folders.write(folders.settingsFile, text);

  await expect(disableServer(folders.journal, folders.settingsFile, 'db')).rejects.toThrow(
    `${why}, so it is left alone`,
  );
  expect(folders.read()).toBe(text);
});

it('outlives the route that is withdrawn from the same file', async () => {
  using folders = new RoutingLab();
  await folders.connect();
  await disableServer(folders.journal, folders.settingsFile, 'db');

  await beginWithdrawal(folders.journal, () => true, 2_000);
  await finishWithdrawal(folders.journal, () => true);

  expect(JSON.parse(folders.read() ?? '')).toEqual({ permissions: { deny: ['mcp__db'] } });
});

it('and a route that goes from the same file at the same moment both have their way', async () => {
  using folders = new RoutingLab();
  for (let round = 0; round < 20; round++) {
    await folders.connect();

    const disabled = disableServer(folders.journal, folders.settingsFile, `db${round}`);
    await beginWithdrawal(folders.journal, () => true, 2_000);
    await disabled;
    await beginWithdrawal(folders.journal, () => true, 9_000);

    const deny = Array.from({ length: round + 1 }, (_, at) => `mcp__db${at}`);
    expect(JSON.parse(folders.read() ?? '')).toEqual({ permissions: { deny } });
    expect(await folders.journal.read()).toEqual([]);
  }
});
