import { expect, test } from 'vitest';
import { registerCommands } from '../../src/extension/commands.ts';
import type { Services } from '../../src/extension/services.ts';
import { type CommandId, commandTitles } from '../../src/shared/commandIds.ts';
import type { PanelTarget } from '../../src/shared/panelProtocol.ts';
import { FakeClaudeCode } from './clients/fakeClaudeCode.ts';
import { FakeCopilot, FakeOwnKey } from './copilot/fakeCopilot.ts';
import { FakeEditor } from './fakeEditor.ts';
import { FakeSession } from './fakeSession.ts';

function openServices(more: Partial<Services> = {}) {
  const session = new FakeSession();
  const editor = new FakeEditor();
  const claudeCode = new FakeClaudeCode();
  const targets: (PanelTarget | undefined)[] = [];
  const registered = new Map<CommandId, () => Promise<void>>();
  const services: Services = {
    session,
    editor,
    panel: { reveal: async target => void targets.push(target) },
    log: { show: () => editor.log.push('log'), error: () => {} },
    bypasses: async () => [],
    claudeCode,
    claudeCodeEverywhere: new FakeClaudeCode(),
    copilot: new FakeCopilot(),
    ownKey: new FakeOwnKey(),
    reloadWindow: async () => {},
    consent: { permits: async () => true },
    terminalsAreRouted: () => true,
    modeOfSettings: () => 'audit',
    doctor: async () => 'all well',
    diagnostics: async () => 'facts',
    ...more,
  };
  registerCommands(services, (id, run) => {
    registered.set(id, run);
    return { dispose: () => {} };
  });
  const run = async (id: CommandId): Promise<void> => registered.get(id)?.();
  return { session, editor, claudeCode, targets, registered, run };
}

test('every command of the manifest is registered', () => {
  expect([...openServices().registered.keys()]).toEqual(Object.keys(commandTitles));
});

test('Start Proxy says where it listens, or who goes past it', async () => {
  const plain = openServices();
  await plain.run('headroom.startProxy');
  const bypassed = openServices({ bypasses: async () => [{ message: 'settings.json wins', file: '/s.json' }] });
  await bypassed.run('headroom.startProxy');

  expect(plain.session.log).toEqual(['start']);
  expect(plain.editor.log).toEqual([expect.stringContaining('http://127.0.0.1:8787 in audit mode')]);
  expect(bypassed.editor.log).toEqual(['warn settings.json wins']);
});

test('Switch Mode changes the running engine and is remembered; closing the picker changes nothing', async () => {
  const { session, editor, run } = openServices();
  session.answers.exchanges = { exchanges: [] };

  await run('headroom.switchMode');
  editor.choice = 'optimize';
  await run('headroom.switchMode');

  expect(session.log).toEqual(['mode optimize']);
  expect(editor.log).toEqual(['save optimize']);
});

test('Simulate takes the text in front, else the newest request, else it says that there is neither', async () => {
  const { session, editor, targets, run } = openServices();
  editor.prompt = 'Why?';
  await run('headroom.simulatePrompt');
  editor.prompt = undefined;
  session.answers.exchanges = { exchanges: [{ id: 'newest' }] };
  await run('headroom.simulatePrompt');
  session.answers.exchanges = { exchanges: [] };
  await run('headroom.simulatePrompt');

  expect(targets).toEqual([
    { lens: 'simulate', subject: { kind: 'text', text: 'Why?' } },
    { lens: 'simulate', subject: { kind: 'exchange', id: 'newest' } },
  ]);
  expect(editor.failures).toEqual([
    expect.objectContaining({ message: expect.stringContaining('Nothing to simulate') }),
  ]);
});

test('the newest change opens as a diff', async () => {
  const { session, editor, run } = openServices();
  session.answers.exchanges = { exchanges: [{ id: 'e', tokensBefore: 9, tokensAfter: 4 }] };
  session.answers.exchange = { receipts: [{ block: 3, tokensBefore: 9, tokensAfter: 4 }] };
  session.answers.block = { label: 'Bash', before: 'long', after: 'short' };

  await run('headroom.openNewestDiff');

  expect(editor.log).toEqual(['diff Bash long short']);
});

test('the menu offers what fits the state', async () => {
  const { session, editor, run } = openServices();
  editor.choice = 'Stop Proxy';
  await run('headroom.showMenu');
  session.status = { ...session.status, state: 'stopped' };
  await run('headroom.showMenu');

  expect(editor.log).toEqual(['run headroom.stopProxy']);
});

test('any failure meets the one handler', async () => {
  const { editor, run } = openServices();

  await run('headroom.openNewestDiff');

  expect(editor.failures).toEqual([
    { message: 'No answer to exchanges.', button: { title: 'Show Log', command: 'headroom.showLog' } },
  ]);
});

test('optimize waits for a person’s consent', async () => {
  const { session, editor, run } = openServices({ consent: { permits: async mode => mode !== 'optimize' } });
  session.answers.exchanges = { exchanges: [] };
  editor.choice = 'optimize';

  await run('headroom.switchMode');

  expect(session.log).toEqual([]);
});

test('Connect a Client connects Claude Code, shows that it arrives, and disconnects it', async () => {
  const { session, editor, claudeCode, run } = openServices();
  editor.choices = ['Claude Code in this workspace', 'Connect'];
  await run('headroom.connectClient');
  session.answers.exchanges = { exchanges: [{ client: 'Claude Code', startedAt: 5_000 }] };
  editor.choices = ['Claude Code in this workspace', 'Disconnect'];
  await run('headroom.connectClient');

  editor.choices = ['Claude Code in this workspace', 'Connect and Let It Fetch Originals'];
  await run('headroom.connectClient');

  expect(claudeCode.log).toEqual(['connect 8787', 'disconnect', 'connect 8787 and fetch']);
  expect(editor.seen.join()).toMatch(/1 exchange seen from Claude Code since \d/);
});

test('other clients get instructions that hold for this port', async () => {
  const { editor, run } = openServices();
  editor.choices = ['Copilot CLI'];

  await run('headroom.connectClient');

  expect(editor.log[0]).toBe('copy COPILOT_API_URL=http://127.0.0.1:8787/copilot copilot\n');
  editor.choices = ['opencode'];
  await run('headroom.connectClient');
  expect(editor.log.join()).toContain('"anthropic":{"options":{"baseURL":"http://127.0.0.1:8787/v1"}}');
});

test('Pause asks the engine for ten minutes', async () => {
  const { session, editor, run } = openServices();
  session.answers.exchanges = { exchanges: [] };
  session.answers.pause = { pausedUntil: 1 };

  await run('headroom.pause');

  expect(session.queries.at(-1)).toEqual({ type: 'pause', forMs: 600_000 });
  expect(editor.log).toEqual([expect.stringContaining('relays unread until')]);
});

test('Resume goes back to the mode of before the pause, whatever the settings say', async () => {
  const { session, editor, run } = openServices();
  session.answers.exchanges = { exchanges: [] };
  session.answers.pause = { pausedUntil: 1 };
  session.status = { ...session.status, mode: 'off', pausedUntil: 1, modeAfterPause: 'simulate' };
  editor.pressed = 'Resume';

  await run('headroom.pause');

  await expect.poll(() => session.log).toEqual(['mode simulate']);
});

test('Clear asks first', async () => {
  const { session, editor, run } = openServices();
  session.answers.clear = {};
  await run('headroom.clearData');
  const unsure = session.queries.length;
  editor.confirmed = 'Clear';
  await run('headroom.clearData');

  expect(unsure).toBe(0);
  expect(session.queries).toEqual([{ type: 'clear' }]);
});

test('Exclude This Tool offers the tools of recent requests', async () => {
  const { session, editor, run } = openServices();
  session.answers.exchanges = { exchanges: [{ id: 'e' }] };
  session.answers.exchange = {
    receipts: [
      { tool: 'Read', transform: 'none' },
      { tool: 'Bash', transform: 'x' },
    ],
  };
  editor.choice = 'Bash';

  await run('headroom.excludeTool');

  expect(editor.log).toEqual(['exclude Bash']);
});

test('doctor and diagnostics reach the person', async () => {
  const { editor, run } = openServices();

  await run('headroom.runDoctor');
  await run('headroom.copyDiagnostics');

  expect(editor.log.slice(0, 2)).toEqual(['text Headroom Doctor all well', 'copy facts']);
});
