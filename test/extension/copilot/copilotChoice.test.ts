import { expect, test } from 'vitest';
import { copilotChoice } from '../../../src/extension/copilot/copilotChoice.ts';
import type { Services } from '../../../src/extension/services.ts';
import { FakeEditor } from '../fakeEditor.ts';
import { FakeSession } from '../fakeSession.ts';
import { FakeCopilot, FakeOwnKey } from './fakeCopilot.ts';

/** Only what the choice asks for. */
function openServices() {
  const session = new FakeSession();
  session.answers.exchanges = { exchanges: [] };
  const editor = new FakeEditor();
  editor.confirmed = 'Connect';
  const copilot = new FakeCopilot();
  const ownKey = new FakeOwnKey();
  const services = { session, editor, copilot, ownKey, reloadWindow: async () => void editor.log.push('reload') };
  return { ...services, services: services as Partial<Services> as Services };
}

test('each level says what it sees and what not, and is connected by choosing it', async () => {
  const { services, copilot, editor } = openServices();
  editor.choice = 'Watch and compress, through the proxy';

  const choice = await copilotChoice(services);
  await choice.value();

  expect(choice).toMatchObject({ label: 'GitHub Copilot in VS Code', description: 'not connected' });
  expect(copilot.log).toEqual(['connect compress 8787']);
  expect(editor.log.join()).toContain('Copilot goes through Headroom from now on');
});

test('nothing is connected before a person has read what it means', async () => {
  const { services, copilot, ownKey, editor } = openServices();
  editor.confirmed = '';
  editor.choice = 'Watch by telemetry';

  await (await copilotChoice(services)).value();
  editor.choices = ['Own key: models beside those of your subscription', 'Anthropic'];
  await (await copilotChoice(services)).value();

  expect([...copilot.log, ...ownKey.log]).toEqual([]);
  expect(editor.log[0]).toBe('confirm GitHub Copilot: Watch by telemetry');
});

test('the live check counts what came by that level since it was connected', async () => {
  const { services, session, copilot } = openServices();
  copilot.times.set('compress', 5_000);
  const seen = (startedAt: number, more = {}) => ({ client: 'GitHub Copilot', startedAt, ...more });
  session.answers.exchanges = {
    exchanges: [seen(6_000), seen(7_000), seen(8_000, { watchedBy: 'telemetry' }), seen(4_000)],
  };

  const { description, detail } = await copilotChoice(services);

  expect(description).toBe('Watch and compress, through the proxy');
  expect(detail).toMatch(/^2 exchanges seen from GitHub Copilot since /);
});

test('it says what to do while nothing has come', async () => {
  const { services, copilot } = openServices();
  copilot.times.set('watch', 5_000);

  const { detail } = await copilotChoice(services);

  expect(detail).toMatch(/^None seen since .*: reload the window/);
});

test('choosing a connected level disconnects it', async () => {
  const { services, copilot, editor } = openServices();
  copilot.times.set('watch', 5_000);
  editor.choice = 'Watch by telemetry';

  await (await copilotChoice(services)).value();

  expect(copilot.log).toEqual(['disconnect watch 8787']);
});

test('the same can be done by hand', async () => {
  const { services, editor } = openServices();
  editor.choice = 'Copy Instructions';

  await (await copilotChoice(services)).value();

  expect(editor.log.join()).toContain(
    '"github.copilot.advanced.debug.overrideCapiUrl": "http://127.0.0.1:8787/copilot"',
  );
});
