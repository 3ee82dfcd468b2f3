import { join } from 'node:path';
import { parse } from 'jsonc-parser';
import { expect, test } from 'vitest';
import { OwnKeyRoute } from '../../../src/extension/copilot/ownKeyRoute.ts';
import { beginWithdrawal } from '../../../src/routing/withdraw.ts';
import { RoutingLab } from '../../routing/routingLab.ts';

class OwnKeyLab extends RoutingLab {
  readonly file = join(this.userFolder, 'chatLanguageModels.json');
  readonly wishes = new Map<string, unknown>();
  readonly notes: string[] = [];
  listed: readonly string[] = [];
  readonly route = new OwnKeyRoute({
    journal: this.journal,
    memory: {
      get: key => this.wishes.get(key),
      update: async (key, value) => void this.wishes.set(key, value),
    },
    file: this.file,
    listed: async () => this.listed,
    guard: () => {},
    report: note => this.notes.push(note),
  });

  get groups(): readonly { apiKey?: string; models: { id: string; maxInputTokens: number }[] }[] {
    return parse(this.read(this.file) ?? '[]');
  }
}

test('offers the newest models of a service, and takes them back', async () => {
  using lab = new OwnKeyLab();

  await lab.route.connect('anthropic', 8787);
  const [group] = lab.groups;
  await lab.route.undo();
  const without = lab.read(lab.file);
  await lab.route.apply(8787);
  await lab.route.disconnect();
  await lab.route.apply(8787);

  expect(group?.models.map(({ id }) => id.replace(/-\d.*/, ''))).toEqual([
    'claude-opus',
    'claude-sonnet',
    'claude-haiku',
  ]);
  expect(group?.models.every(({ maxInputTokens }) => maxInputTokens > 50_000)).toBe(true);
  expect(without).toBeUndefined();
  expect(lab.read(lab.file)).toBeUndefined();
});

test('remembers under which name the editor keeps the key, so that a person enters it once', async () => {
  using lab = new OwnKeyLab();
  await lab.route.connect('openai', 8787);
  const keyName = '$' + '{input:chat.lm.secret.7}';
  lab.write(lab.file, JSON.stringify([{ ...lab.groups[0], apiKey: keyName }]));

  await lab.route.undo();
  await lab.route.apply(9999);

  expect(lab.groups).toMatchObject([
    { apiKey: keyName, models: [{ url: 'http://127.0.0.1:9999/v1/responses' }, {}, {}] },
  ]);
});

test.each(['state', 'lastWindowCloses'] as const)(
  'still knows that name when others took the models out, once it has seen it (%s)',
  async moment => {
    using lab = new OwnKeyLab();
    await lab.route.connect('anthropic', 8787);
    const keyName = '$' + '{input:chat.lm.secret.7}';
    lab.write(lab.file, JSON.stringify([{ ...lab.groups[0], apiKey: keyName }]));
    await lab.route[moment]();

    await beginWithdrawal(lab.journal, () => true, Date.now());
    await lab.route.apply(8787);

    expect(lab.groups).toMatchObject([{ apiKey: keyName }]);
  },
);

test('tells how far the models have come: into the file, into the picker, or to be used', async () => {
  using lab = new OwnKeyLab();
  await lab.route.connect('anthropic', 8787);
  const inFile = await lab.route.state();

  lab.listed = lab.groups[0]?.models.map(({ id }) => id) ?? [];
  const inPicker = await lab.route.state();
  lab.write(lab.file, JSON.stringify([{ ...lab.groups[0], apiKey: '$' + '{input:chat.lm.secret.7}' }]));

  expect([inFile, inPicker, await lab.route.state()]).toEqual(['unlisted', 'keyless', 'ready']);
  expect(lab.route.since).toBeTypeOf('number');
});

test('brings back comments and layout that the editor has dropped when it took the key', async () => {
  using lab = new OwnKeyLab();
  const original = '[\n  // mine\n  { "name": "Lab", "vendor": "xai" }, \n]\n';
  lab.write(lab.file, original);
  await lab.route.connect('anthropic', 8787);
  const [lab0, ours] = lab.groups;
  lab.write(lab.file, JSON.stringify([lab0, { ...ours, apiKey: '$' + '{input:chat.lm.secret.7}' }], undefined, '\t'));

  await lab.route.disconnect();

  expect(lab.read(lab.file)).toBe(original);
});

test('never keeps an engine from starting', async () => {
  using lab = new OwnKeyLab();
  lab.wishes.set('copilotOwnKey', 'anthropic');
  lab.write(lab.file, 'no JSON');

  await lab.route.apply(8787);

  expect(lab.notes.join()).toContain('left alone');
});
