import { expect, it } from 'vitest';
import { offerToDisable } from '../../../src/extension/clients/offerToDisable.ts';
import { placeInFolder } from '../../../src/routing/claudeCode.ts';
import { RoutingLab } from '../../routing/routingLab.ts';
import { FakeEditor } from '../fakeEditor.ts';

const what = { server: 'db', project: 'shop' };

function windowOf(folders: RoutingLab, label = 'shop') {
  const editor = new FakeEditor();
  return { editor, journal: folders.journal, places: () => [placeInFolder(folders.project, label)] };
}

it('asks, disables, and can be undone', async () => {
  using folders = new RoutingLab();
  const parts = windowOf(folders);
  parts.editor.confirmed = 'Disable';

  await offerToDisable(what, parts);

  expect(parts.editor.log).toEqual([
    'confirm Leave the tools of db out of Claude Code in shop?',
    'inform Claude Code leaves db out of new conversations in shop.',
  ]);
  expect(folders.read()).toContain('"mcp__db"');

  await offerToDisable(what, parts);
  expect(parts.editor.log.at(-1)).toBe('inform db is disabled there already; running conversations keep it.');
});

it('is taken back by the button of its notification', async () => {
  using folders = new RoutingLab();
  const parts = windowOf(folders);
  Object.assign(parts.editor, { confirmed: 'Disable', pressed: 'Undo' });

  await offerToDisable(what, parts);

  expect(folders.read()).toBeUndefined();
});

it('writes nothing when the question is dismissed', async () => {
  using folders = new RoutingLab();

  await offerToDisable(what, windowOf(folders));

  expect(folders.read()).toBeUndefined();
});

it('asks in which folder of a project with several', async () => {
  using folders = new RoutingLab();
  using others = new RoutingLab();
  const editor = new FakeEditor();
  Object.assign(editor, { confirmed: 'Disable', choice: others.project });
  const places = () => [folders, others].map(({ project }) => placeInFolder(project, 'shop'));

  await offerToDisable(what, { editor, journal: folders.journal, places });

  expect(folders.read()).toBeUndefined();
  expect(others.read()).toContain('"mcp__db"');
});

it('says what to do when the project is not open here', async () => {
  using folders = new RoutingLab();

  await expect(offerToDisable(what, windowOf(folders, 'other'))).rejects.toThrow(
    'The project shop is not open in this window. Open its folder to disable db there.',
  );
});
