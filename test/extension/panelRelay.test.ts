import { expect, test } from 'vitest';
import { relayPanelMessage } from '../../src/extension/panelRelay.ts';
import type { HostMessage, PanelMessage, PanelTarget } from '../../src/shared/panelProtocol.ts';
import { FakeEditor } from './fakeEditor.ts';
import { FakeSession } from './fakeSession.ts';

async function relay(message: PanelMessage, more: { session?: FakeSession; target?: PanelTarget } = {}) {
  const editor = new FakeEditor();
  const sent: HostMessage[] = [];
  await relayPanelMessage(message, {
    session: more.session ?? new FakeSession(),
    editor,
    consent: { permits: async mode => mode !== 'optimize' },
    disableServer: async ({ server, project }) => void editor.log.push(`disable ${server} in ${project}`),
    send: answer => sent.push(answer),
    takeTarget: () => more.target,
  });
  return { editor, sent };
}

test('a query is answered under its id', async () => {
  const session = new FakeSession();
  session.answers.exchanges = { exchanges: [] };

  const { sent } = await relay({ type: 'query', id: 4, query: { type: 'exchanges', limit: 5 } }, { session });

  expect(sent).toEqual([{ type: 'answered', id: 4, answer: { exchanges: [] } }]);
});

test('an overview counts from where the day of the person began', async () => {
  const session = new FakeSession();

  await relay({ type: 'query', id: 6, query: { type: 'overview', since: 42 } }, { session });

  expect(session.queries).toEqual([{ type: 'overview', since: 42 }]);
});

test('a query that fails says so, because a panel that waits for ever looks dead', async () => {
  const { sent } = await relay({ type: 'query', id: 5, query: { type: 'exchange', id: 'x' } });

  expect(sent).toEqual([{ type: 'failed', id: 5, message: 'No answer to exchange.' }]);
});

test('a mode that the panel sets is remembered for the next start', async () => {
  const session = new FakeSession();
  session.answers.setMode = session.status;

  const { editor } = await relay({ type: 'query', id: 1, query: { type: 'setMode', mode: 'simulate' } }, { session });

  expect(editor.log).toEqual(['save simulate']);
});

test('a panel that has loaded is told what it was opened for', async () => {
  const target: PanelTarget = { lens: 'simulate', subject: { kind: 'text', text: 'Why?' } };

  expect((await relay({ type: 'load' }, { target })).sent).toEqual([{ type: 'navigated', to: target }]);
  expect((await relay({ type: 'load' })).sent).toEqual([]);
});

test.each<[PanelMessage & { type: 'action' }, string]>([
  [{ type: 'action', action: { type: 'openDiff', title: 'T', before: 'a', after: 'b' } }, 'diff T a b'],
  [
    { type: 'action', action: { type: 'openDiff', title: 'T', before: 'a', after: 'b', of: 'requests' } },
    'diff T a b of requests',
  ],
  [{ type: 'action', action: { type: 'openText', title: 'T', text: 'a' } }, 'text T a'],
  [{ type: 'action', action: { type: 'copyText', text: 'a' } }, 'copy a'],
  [{ type: 'action', action: { type: 'saveFile', name: 'r.csv', text: 'a' } }, 'save r.csv a'],
  [{ type: 'action', action: { type: 'disableServer', server: 'db', project: 'shop' } }, 'disable db in shop'],
  [{ type: 'action', action: { type: 'startEngine' } }, 'run headroom.startProxy'],
  [{ type: 'action', action: { type: 'stopEngine' } }, 'run headroom.stopProxy'],
  [{ type: 'action', action: { type: 'showLog' } }, 'run headroom.showLog'],
])('the editor does what only an editor can: %j', async (message, expected) => {
  expect((await relay(message)).editor.log).toEqual([expected]);
});

test('the panel cannot switch to optimize without consent', async () => {
  const { editor, sent } = await relay({ type: 'query', id: 1, query: { type: 'setMode', mode: 'optimize' } });

  expect(sent).toEqual([{ type: 'failed', id: 1, message: 'The mode stays as it is.' }]);
  expect(editor.log).toEqual([]);
});

test('options that the panel sets act at once and are kept in the settings; undoing takes them back there too', async () => {
  const session = new FakeSession();
  session.answers.setOptions = { undo: { targetRatio: null }, status: session.status };

  const { editor, sent } = await relay(
    { type: 'query', id: 1, query: { type: 'setOptions', options: { targetRatio: 0.4 } } },
    { session },
  );

  expect(sent).toEqual([{ type: 'answered', id: 1, answer: session.answers.setOptions }]);
  expect(editor.log).toEqual(['save {"targetRatio":0.4}']);
});

test('options that the engine refuses are not kept', async () => {
  const { editor, sent } = await relay({ type: 'query', id: 1, query: { type: 'setOptions', options: {} } });

  expect(sent).toMatchObject([{ type: 'failed' }]);
  expect(editor.log).toEqual([]);
});

test('the file that a person chooses is sent to the panel, and nothing when the question is dismissed', async () => {
  const editor = new FakeEditor();
  const sent: HostMessage[] = [];
  const parts = {
    ...{ session: new FakeSession(), editor, takeTarget: () => undefined },
    consent: { permits: async () => true },
    disableServer: async () => undefined,
    send: (answer: HostMessage) => void sent.push(answer),
  };

  await relayPanelMessage({ type: 'action', action: { type: 'chooseFile' } }, parts);
  editor.file = '{}';
  await relayPanelMessage({ type: 'action', action: { type: 'chooseFile' } }, parts);

  expect(sent).toEqual([{ type: 'fileChosen', text: '{}' }]);
});
