import { expect, test } from 'vitest';
import { ownKeyChoice } from '../../../src/extension/copilot/ownKeyChoice.ts';
import type { Services } from '../../../src/extension/services.ts';
import { FakeEditor } from '../fakeEditor.ts';
import { FakeSession } from '../fakeSession.ts';
import { FakeOwnKey } from './fakeCopilot.ts';

/** Only what the choice asks for. */
function openServices() {
  const session = new FakeSession();
  session.answers.exchanges = { exchanges: [] };
  const editor = new FakeEditor();
  editor.confirmed = 'Connect';
  const ownKey = new FakeOwnKey();
  const services: Partial<Services> = {
    session,
    editor,
    ownKey,
    reloadWindow: async () => void editor.log.push('reload'),
  };
  return { session, editor, ownKey, services: services as Services };
}

test('models are offered for the service that the key is of, and the key is asked for where the editor keeps it', async () => {
  const { services, ownKey, editor } = openServices();
  editor.choice = 'Anthropic';
  editor.pressed = 'Show Models';

  await (await ownKeyChoice(services)).value();

  expect(ownKey.log).toEqual(['connect anthropic 8787']);
  expect(editor.log.join()).toContain('Update API Key');
  await expect.poll(() => editor.log.at(-1)).toBe('models (Headroom)');
});

test('an editor that has not noticed its file is reloaded first', async () => {
  const { services, ownKey, editor } = openServices();
  ownKey.now = 'unlisted';
  editor.choice = 'OpenAI';
  editor.pressed = 'Reload Window';

  await (await ownKeyChoice(services)).value();

  expect(editor.log.join()).toContain('after a reload');
  await expect.poll(() => editor.log.at(-1)).toBe('reload');
});

test('each state says what to do; with a key the live check tells what came', async () => {
  const { services, ownKey, session } = openServices();
  ownKey.provider = 'anthropic';
  ownKey.since = 5_000;
  session.answers.exchanges = {
    exchanges: [
      { client: 'GitHub Copilot', startedAt: 6_000, provider: 'anthropic' },
      { client: 'GitHub Copilot', startedAt: 6_000, provider: 'copilot' },
    ],
  };

  const told: (string | undefined)[] = [];
  for (const state of ['unlisted', 'keyless', 'ready'] as const) {
    ownKey.now = state;
    told.push((await ownKeyChoice(services)).description);
  }

  expect(told).toEqual([
    'connected: Anthropic, not in the picker yet: reload the window, or ask something in Chat',
    'connected: Anthropic, waits for your API key',
    expect.stringMatching(/^connected: Anthropic, 1 exchange seen from GitHub Copilot since/),
  ]);
});

test('what is connected leads to its key, or goes again', async () => {
  const { services, ownKey, editor } = openServices();
  ownKey.provider = 'openai';
  editor.choice = 'Enter or Change the API Key';
  await (await ownKeyChoice(services)).value();
  editor.choice = 'Disconnect';
  await (await ownKeyChoice(services)).value();

  expect(editor.log[0]).toBe('models (Headroom)');
  expect(ownKey.log).toEqual(['disconnect']);
});
